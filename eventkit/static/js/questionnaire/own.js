// One's own result: kept by nobody but its respondent, who may save it as a file.

/** Offer to save what is in a part of the page; nothing where it holds no result. */
export function offer(part) {
  const result = part.querySelector("[data-own]"), button = result?.querySelector("[data-save]");
  if (!button) return;
  for (const one of result.querySelectorAll("[data-print], [data-save]")) one.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\uFEFF", textOf(result)], { type: "text/plain;charset=utf-8" }));
    link.download = button.dataset.save;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

/** The lines of the result, without its buttons. */
function textOf(result) {
  const lines = [...result.querySelectorAll("[data-own-line]")];
  return lines.map((one) => one.textContent.trim().replace(/\s+/g, " ")).join("\r\n") + "\r\n";
}

for (const part of document.querySelectorAll("[data-own-page]")) offer(part);
