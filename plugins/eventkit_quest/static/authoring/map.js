// Stations of a quest on their map: moved by mouse, finger and arrow keys. The numbers in the
// table stay the truth, since they are what the form sends.

const STEP = 1;
const LARGE_STEP = 5;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function open(form) {
  const svg = form.querySelector('svg');
  const width = Number(svg.dataset.width);
  const height = Number(svg.dataset.height);
  const status = form.querySelector('[data-map-status]');
  const stations = new Map([...svg.querySelectorAll('.map-station')].map((one) => [one.dataset.code, one]));

  const field = (code, axis) => form.elements[`${axis}-${code}`];
  const percent = (code, axis) => Number(String(field(code, axis).value).replace(',', '.')) || 0;

  function draw() {
    for (const [code, station] of stations) {
      station.setAttribute('transform', `translate(${(percent(code, 'x') * width) / 100} ${(percent(code, 'y') * height) / 100})`);
    }
    for (const way of svg.querySelectorAll('.map-way')) drawWay(way);
  }

  function drawWay(way) {
    const ends = [way.dataset.from, way.dataset.to].map((code) => [(percent(code, 'x') * width) / 100, (percent(code, 'y') * height) / 100]);
    const [from, to] = ends;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const gap = Math.min(width, height) * 0.04;
    const share = Math.min(gap / length, 0.45);
    const between = (part) => [0, 1].map((axis) => from[axis] + (to[axis] - from[axis]) * part);
    const [begin, end] = [between(share), between(1 - share)];
    way.setAttribute('x1', begin[0]);
    way.setAttribute('y1', begin[1]);
    way.setAttribute('x2', end[0]);
    way.setAttribute('y2', end[1]);
  }

  function put(code, x, y) {
    const inside = (value) => Math.round(Math.min(100, Math.max(0, value)) * 100) / 100;
    field(code, 'x').value = inside(x);
    field(code, 'y').value = inside(y);
    draw();
  }

  function say(station) {
    const code = station.dataset.code;
    const text = form.dataset.said
      .replace('{title}', station.dataset.title)
      .replace('{x}', percent(code, 'x'))
      .replace('{y}', percent(code, 'y'));
    station.setAttribute('aria-label', text);
    status.textContent = text;
  }

  function listen(code, station) {
    station.setAttribute('tabindex', '0');
    station.setAttribute('role', 'button');
    say(station);
    station.addEventListener('keydown', (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow) return;
      event.preventDefault();
      const step = event.shiftKey ? LARGE_STEP : STEP;
      put(code, percent(code, 'x') + arrow[0] * step, percent(code, 'y') + arrow[1] * step);
      say(station);
    });
    station.addEventListener('pointerdown', (event) => {
      station.setPointerCapture(event.pointerId);
      station.classList.add('moved');
    });
    station.addEventListener('pointermove', (event) => {
      if (!station.hasPointerCapture(event.pointerId)) return;
      const box = svg.getBoundingClientRect();
      put(code, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    });
    station.addEventListener('lostpointercapture', () => {
      station.classList.remove('moved');
      say(station);
    });
  }

  for (const [code, station] of stations) listen(code, station);
  form.addEventListener('input', draw);
  status.textContent = '';
  draw();
}

for (const form of document.querySelectorAll('[data-quest-map]')) open(form);
