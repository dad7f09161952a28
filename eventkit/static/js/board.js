// The board of assignments: cards are dragged between columns; from the keyboard left and right
// choose the column of the chosen card and Enter sends. The form does the same without this file.

/** @param {HTMLFormElement} form the board */
export function begin(form) {
  const select = form.querySelector("select[name=juror_id]");
  if (!select) return;
  const board = new Board(form, select);
  form.addEventListener("dragstart", (event) => board.lift(event));
  form.addEventListener("dragover", (event) => board.hover(event));
  form.addEventListener("drop", (event) => board.drop(event));
  form.addEventListener("dragend", () => board.show());
  form.addEventListener("keydown", (event) => board.key(event));
  form.addEventListener("change", () => board.show());
  board.show();
  form.dataset.ready = "";
}

class Board {
  constructor(form, select) {
    this.form = form;
    this.select = select;
    this.status = form.querySelector("[data-board-status]");
    this.hint = this.status.textContent;
    this.columns = [...form.querySelectorAll("[data-juror]")];
  }

  get card() {
    return this.form.querySelector("input[name=task]:checked")?.closest("[data-entry]");
  }

  /** Why the chosen card may not go to a column: "", "conflict", "full", "reads" or "own". */
  bar(column) {
    const { entry } = this.card.dataset;
    if (column.contains(this.card)) return "own";
    if (column.dataset.barred.split(" ").includes(entry)) return "conflict";
    if (column.querySelector(`[data-entry="${entry}"]`)) return "reads";
    return "full" in column.dataset ? "full" : "";
  }

  lift(event) {
    const card = event.target.closest?.(".board-card[draggable]");
    if (!card) return;
    card.querySelector("input").checked = true;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.entry);
    this.select.value = "";
    this.show();
  }

  hover(event) {
    const column = event.target.closest("[data-juror]");
    if (!column || !this.card) return;
    if (!this.bar(column)) event.preventDefault();
    if (this.over !== column) { this.over = column; this.show(column); }
  }

  drop(event) {
    const column = event.target.closest("[data-juror]");
    if (!column || !this.card || this.bar(column)) return;
    event.preventDefault();
    this.select.value = column.dataset.juror;
    this.form.requestSubmit();
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.target.name !== "task") return;
    event.preventDefault();
    event.target.checked = true;
    const number = this.columns.length;
    let place = this.columns.findIndex((column) => column.dataset.juror === this.select.value);
    if (place < 0) place = this.columns.findIndex((column) => column.contains(this.card));
    for (let tried = 0; tried < number; tried++) {
      place = (place + step + number) % number;
      if (!this.bar(this.columns[place])) break;
    }
    if (!this.bar(this.columns[place])) this.select.value = this.columns[place].dataset.juror;
    this.show();
  }

  /** Mark where the chosen card may go, where it is going, and say it. */
  show(over) {
    if (!over) this.over = null;
    const { card } = this;
    for (const column of this.columns) {
      const bar = card ? this.bar(column) : "";
      column.classList.toggle("no", Boolean(bar) && bar !== "own");
      column.classList.toggle("to", Boolean(card) && !bar && (over ? over === column : column.dataset.juror === this.select.value));
    }
    const column = over ?? this.columns.find((one) => one.dataset.juror === this.select.value);
    if (card && column) this.say(column);
    else this.tell("");
  }

  say(column) {
    const bar = this.bar(column);
    const text = { "": this.form.dataset.to, conflict: this.form.dataset.noConflict, full: this.form.dataset.noFull, reads: this.form.dataset.noReads }[bar];
    this.tell(text ? text.replace("{name}", column.querySelector("h2").textContent) : "");
  }

  /** Say something, or the hint where there is nothing to say. */
  tell(text) {
    this.status.textContent = text || this.hint;
    this.status.toggleAttribute("data-hint", !text);
  }
}
