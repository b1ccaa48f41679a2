// 「其余填 0」: what is blank in one table becomes zero, in one step, and is recorded as such.
import { isEntry } from "./lattice.mjs";

export function enableFilling({ form, sheet, lattice, actLine }) {
  const buttons = Array.from(form.querySelectorAll("button[name=fill]"));
  const names = new Map(
    buttons.map((button) => [
      button,
      lattice
        .grid(button.value)
        .lines.flat()
        .filter(isEntry)
        .map(({ name }) => name),
    ]),
  );
  const isBlank = (name) => sheet.texts.get(name)?.trim() === "";
  const show = () => {
    for (const button of buttons) button.disabled = !names.get(button).some(isBlank);
  };
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const blank = names.get(button).filter(isBlank);
      if (!blank.length) return;
      sheet.write(
        blank.map((name) => [name, "0"]),
        "filled",
      );
      actLine.done(`${blank.length} 格空白已填为 0。`);
    });
  }
  sheet.addEventListener("cells", show);
  show();
}
