/** A heat map of the harbour's berths on a 2D canvas. */
export function canvasChart(canvas, random) {
  const context = canvas.getContext('2d');
  const across = 28;
  const down = 10;
  const cells = Array.from({ length: across * down }, () => random());
  const draw = () => {
    const { width, height } = canvas;
    cells.forEach((value, i) => {
      context.fillStyle = `hsl(${210 - value * 190} 62% ${30 + value * 32}%)`;
      context.fillRect(((i % across) * width) / across, (Math.floor(i / across) * height) / down, width / across - 2, height / down - 2);
    });
    context.fillStyle = '#fff';
    context.font = '600 20px Georgia, serif';
    context.fillText('Berths in use', 14, 30);
  };
  draw();
  return {
    step() {
      cells.forEach((value, i) => {
        cells[i] = Math.max(0, Math.min(1, value + (random() - 0.5) * 0.2));
      });
      draw();
    },
  };
}
