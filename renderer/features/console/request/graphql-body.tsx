import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactElement } from 'react';
import type { RequestContent } from '../../../../shared/contract/console.ts';
import type { Environment } from '../../../../shared/contract/inventory.ts';
import { graphqlOperations } from '../../../../shared/domain/console/call-effect.ts';
import { api, client } from '../../../app/client.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeEditor } from '../../../ui/code-editor.tsx';
import { FaultNote } from '../../../ui/fault-note.tsx';
import { formatCount } from '../../../ui/format.ts';
import { toast } from '../../../ui/toast.ts';
import { When } from '../../../ui/when.tsx';
import { useGraphqlExtension } from './graphql-extension.ts';
import { useValueCompletion } from './value-completion.ts';

type GraphqlContent = Extract<RequestContent, { kind: 'graphql' }>;

export interface GraphqlBodyProps {
  readonly content: GraphqlContent;
  readonly apiId: string;
  readonly path: string;
  readonly environment: Environment | null;
  readonly onChange: (content: GraphqlContent) => void;
}

/** A GraphQL document with its variables; names are completed and checked by the API's schema, also without a network. */
export function GraphqlBody({ content, apiId, path, environment, onChange }: GraphqlBodyProps): ReactElement {
  const schema = useQuery(api.requests.graphqlSchema.queryOptions({ input: { apiId } }));
  const extension = useGraphqlExtension(schema.data?.sdl ?? null);
  const completion = useValueCompletion();
  const operations = useMemo(() => graphqlOperations(content.query), [content.query]);
  return (
    <div className="con-graphql">
      <SchemaLine apiId={apiId} path={path} environment={environment} schema={schema.data ?? null} />
      <div className="con-graphql-query">
        <CodeEditor
          value={content.query}
          onChange={(query) => onChange({ ...content, query, operationName: keptName(query, content.operationName) })}
          language="text"
          label="GraphQL document"
          {...(extension ? { extension } : {})}
        />
      </div>
      <div className="con-graphql-head">
        <strong>Variables</strong>
        {operations.length > 1 && (
          <select
            className="con-input con-select"
            aria-label="Operation to run"
            value={content.operationName ?? ''}
            data-missing={content.operationName === null || undefined}
            onChange={(event) => onChange({ ...content, operationName: event.target.value || null })}
          >
            <option value="">choose an operation</option>
            {operations.flatMap(({ kind, name }) =>
              name === null
                ? []
                : [
                    <option key={name} value={name}>
                      {kind} {name}
                    </option>,
                  ],
            )}
          </select>
        )}
      </div>
      <div className="con-graphql-variables">
        <CodeEditor
          value={content.variables}
          onChange={(variables) => onChange({ ...content, variables })}
          language="json"
          label="GraphQL variables"
          {...(completion ? { extension: completion } : {})}
        />
      </div>
    </div>
  );
}

/** A name that is no longer in the document chooses nothing. */
const keptName = (query: string, name: string | null): string | null =>
  name !== null && graphqlOperations(query).some((one) => one.name === name) ? name : null;

interface SchemaLineProps {
  readonly apiId: string;
  readonly path: string;
  readonly environment: Environment | null;
  readonly schema: { readonly typeCount: number; readonly source: string; readonly keptAt: number } | null;
}

function SchemaLine({ apiId, path, environment, schema }: SchemaLineProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [isAsking, setIsAsking] = useState(false);
  const run = async (work: () => Promise<{ typeCount: number }>): Promise<void> => {
    setIsAsking(true);
    setFault(null);
    try {
      const { typeCount } = await work();
      toast({ words: `The schema is kept: ${formatCount(typeCount)} types`, state: 'holds' });
    } catch (error) {
      setFault(error);
    } finally {
      setIsAsking(false);
    }
  };
  const take = (file: File | undefined): void => {
    if (file) void run(async () => client.requests.takeSchema({ apiId, text: await file.text(), source: file.name }));
  };
  return (
    <>
      <div className="con-graphql-head">
        <span className="small muted ellipsis">
          {schema ? (
            <>
              {formatCount(schema.typeCount)} types, {schema.source}, <When at={schema.keptAt} />
            </>
          ) : (
            'No schema yet'
          )}
        </span>
        <span className="con-bar-right">
          {environment && (
            <Button
              small
              kind="quiet"
              loading={isAsking}
              onClick={() => void run(() => client.requests.askForSchema({ environmentId: environment.id, path }))}
            >
              {schema ? 'Ask again' : `Ask ${environment.name}`}
            </Button>
          )}
          <Button small kind="quiet" onClick={() => input.current?.click()}>
            From a file…
          </Button>
        </span>
        <input
          ref={input}
          type="file"
          accept=".graphql,.graphqls,.gql,.json,.txt"
          aria-label="Schema file"
          hidden
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {fault === null ? null : <FaultNote fault={fault} />}
    </>
  );
}
