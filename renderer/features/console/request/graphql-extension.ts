import { EditorState, type Extension } from '@codemirror/state';
import { useEffect, useState } from 'react';
import { completionLook, useValueSource } from './value-completion.ts';

/** What the editor knows of GraphQL: its colours at once, names and errors by the schema when there is one. Loaded with the first document. */
export function useGraphqlExtension(sdl: string | null): Extension | undefined {
  const [extension, setExtension] = useState<Extension | undefined>(undefined);
  const source = useValueSource();
  useEffect(() => {
    let isLeft = false;
    const load = async (): Promise<void> => {
      const [{ buildSchema }, { graphql }, { autocompletion, completionKeymap }, { keymap }] = await Promise.all([
        import('graphql'),
        import('cm6-graphql'),
        import('@codemirror/autocomplete'),
        import('@codemirror/view'),
      ]);
      const schema = sdl === null ? undefined : buildSchema(sdl, { assumeValid: true });
      if (!isLeft)
        setExtension([
          graphql(schema, { showErrorOnInvalidSchema: false }),
          // Beside what the schema offers.
          EditorState.languageData.of(() => [{ autocomplete: source }]),
          autocompletion(),
          keymap.of(completionKeymap),
          completionLook,
        ]);
    };
    void load();
    return () => {
      isLeft = true;
    };
  }, [sdl, source]);
  return extension;
}
