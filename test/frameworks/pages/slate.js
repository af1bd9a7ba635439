import { createElement as h, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Editor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

const leaf = ({ attributes, children, leaf: { bold } }) => h(bold ? 'b' : 'span', attributes, children);

/** Paragraphs with bold text, by Control and B. */
function Text() {
  const [editor] = useState(() => withHistory(withReact(createEditor())));
  window.state = () => ({
    text: editor.children.map((node) => Node.string(node)).join('\n'),
    shown: document.getElementById('text').innerText,
  });
  const onKeyDown = (event) => {
    if (!event.ctrlKey || event.key !== 'b') return;
    event.preventDefault();
    if (Editor.marks(editor)?.bold) Editor.removeMark(editor, 'bold');
    else Editor.addMark(editor, 'bold', true);
  };
  return h(
    Slate,
    { editor, initialValue: [{ type: 'paragraph', children: [{ text: '' }] }] },
    h(Editable, { id: 'text', renderLeaf: leaf, onKeyDown }),
  );
}
createRoot(document.body.appendChild(document.createElement('div'))).render(h(Text));
