const PALETTE = ['#1f4d3f', '#1d4e6f', '#d9573d', '#c79a3b', '#6b4c7a', '#2d7d4f', '#8a3b52', '#3d6a63'];

/** Cards styled the way CSS-in-JS libraries do it: rules inserted one by one into an empty `<style>`, no text in the tree. */
export function styleSheetCards(parent) {
  const style = document.createElement('style');
  document.head.append(style);
  const { sheet } = style;
  const rule = (text) => sheet.insertRule(text, sheet.cssRules.length);
  rule(
    '.cij { display: inline-grid; place-items: center; width: 112px; height: 80px; border-radius: 12px; margin: 0 10px 10px 0; border: 0; color: #fff; font-weight: 700 }',
  );
  rule('@media (min-width: 900px) { .cij { width: 128px } }');
  PALETTE.forEach((colour, i) => {
    rule(`.cij-${i} { background: radial-gradient(circle at 30% 20%, color-mix(in srgb, ${colour} 60%, white), ${colour}) }`);
    rule(`.cij-${i}:hover { box-shadow: inset 0 0 0 4px rgb(255 255 255 / 0.6) }`);
    const card = document.createElement('button');
    card.type = 'button';
    card.className = `cij cij-${i}`;
    card.textContent = colour;
    // Edits the rule in place: nothing in the tree changes.
    card.addEventListener('click', () => {
      sheet.cssRules[2 + i * 2].style.background = `linear-gradient(45deg, ${PALETTE[(i + 3) % PALETTE.length]}, ${colour})`;
    });
    parent.append(card);
  });
}
