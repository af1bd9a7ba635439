import { registerPlainText } from '@lexical/plain-text';
import { $getRoot, createEditor } from 'lexical';

const field = document.body.appendChild(document.createElement('div'));
field.contentEditable = 'true';
field.id = 'text';
const editor = createEditor({
  onError(error) {
    throw error;
  },
});
editor.setRootElement(field);
registerPlainText(editor);
window.state = () => ({ text: editor.getEditorState().read(() => $getRoot().getTextContent()), shown: field.innerText });
