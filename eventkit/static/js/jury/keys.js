// A sheet by the keyboard of a PC: digits give the mark of the criterion in focus, Enter goes on,
// Ctrl+Z takes the last touch back. Two digits within a second are one number.

const TOGETHER = 1000;

/** @param {{undo: function, pick: function(string, string)}} act */
export function beginKeys(form, act) {
  let typed = "", at = 0, place = null;

  function current(target) {
    return target.closest?.("[data-criterion]") ?? form.querySelector("[data-criterion]:not(.done)");
  }

  function mark(criterion, text) {
    const value = String(Number(text.replace(",", ".")));
    const input = [...criterion.querySelectorAll("input[type=radio]")].find((one) => one.value === value && !one.disabled);
    if (!input) return false;
    input.focus();
    if (!input.checked) act.pick(input.name, value);
    return true;
  }

  function goOn(criterion) {
    const all = [...form.querySelectorAll("[data-criterion]")], next = all[all.indexOf(criterion) + 1];
    const target = next ? (next.querySelector("input:checked") ?? next.querySelector("input")) : form.querySelector("[value=submit]");
    (next ?? target)?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (!form.isConnected) return;
    const { target, key } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "z" && !target.matches("textarea, [type=number]")) {
      event.preventDefault();
      act.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("textarea, a, summary, button, select")) return;
    const criterion = current(target);
    if (!criterion) return;
    if (key === "Enter") {
      if (!criterion.contains(target)) return;
      event.preventDefault();
      goOn(criterion);
      return;
    }
    if (target.matches("[type=number]") || !/^[\d.,]$/.test(key)) return;
    event.preventDefault();
    const together = place === criterion && event.timeStamp - at < TOGETHER ? typed + key : key;
    // «1» and then «0» is ten; what makes no mark of this criterion begins a new number.
    typed = mark(criterion, together) || /[.,]$/.test(together) ? together : mark(criterion, key) ? key : "";
    at = event.timeStamp;
    place = criterion;
  });
}
