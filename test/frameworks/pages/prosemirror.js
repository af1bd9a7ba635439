import { baseKeymap, toggleMark } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

const view = new EditorView(document.body, {
  state: EditorState.create({
    schema,
    plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Mod-b': toggleMark(schema.marks.strong) }), keymap(baseKeymap)],
  }),
});
view.dom.id = 'text';
window.state = () => ({ html: view.dom.innerHTML.replace(/<(img|br) class="ProseMirror-[^>]*>/g, ''), doc: view.state.doc.toString() });
