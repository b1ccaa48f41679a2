// 「其余填 0」: what is blank in one table becomes zero, in one step, and is recorded as such.

export function enableFilling({ form, sheet, lattice, deeds }) {
  const buttons = Array.from(form.querySelectorAll("button[name=fill]"));
  const blank = (key) => lattice.grid(key).lines.flat().filter((field) => sheet.input(field.name)?.value.trim() === "");
  const show = () => {
    for (const button of buttons) button.disabled = blank(button.value).length === 0;
  };
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const fields = blank(button.value);
      if (!fields.length) return;
      sheet.write(fields.map((field) => [field.name, "0"]), "filled");
      deeds.done(`${fields.length} 格空白已填为 0。`);
    });
  }
  sheet.addEventListener("cells", show);
  show();
}
