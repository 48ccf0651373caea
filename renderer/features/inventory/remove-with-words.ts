import { client } from '../../app/client.ts';
import { go } from '../../app/navigate.ts';
import { confirm } from '../../ui/confirm.ts';
import { toast } from '../../ui/toast.ts';
import { sayFailed } from '../../ui/say-failed.ts';

const nouns = { vendor: 'vendor', api: 'API', endpoint: 'endpoint' } as const;

/** Removes a record once a person has read what goes with it; the words are the core's, as in the terminal. */
export async function removeWithWords(kind: keyof typeof nouns, id: string): Promise<void> {
  try {
    const { name, words } = await client.inventory.removal({ kind, id });
    const isSure = await confirm({ title: `Remove ${name}`, consequence: words, action: `Remove ${nouns[kind]}`, danger: true });
    if (!isSure) return;
    if (kind === 'vendor') await client.inventory.removeVendor({ id });
    else if (kind === 'api') await client.inventory.removeApi({ id });
    else await client.inventory.removeEndpoint({ id });
    go({ place: 'inventory' });
    toast({ words: `${name} removed` });
  } catch (error) {
    sayFailed(error);
  }
}
