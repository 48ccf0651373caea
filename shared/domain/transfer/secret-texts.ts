import { isSecretMember, isSecretParameter } from '../redaction/parameter-names.ts';

/** Shapes that keys and tokens of well-known vendors have, wherever they stand. */
const tokens: readonly RegExp[] = [
  /\b[srp]k_(?:live|test)_[A-Za-z0-9]{8,}/g,
  /\bwhsec_[A-Za-z0-9+/=]{8,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bglpat-[\w-]{15,}/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bAQE[A-Za-z0-9+/=]{40,}(?:-[A-Za-z0-9+/=]+)*/g,
  /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}/g,
  /\bSG\.[\w-]{15,}\.[\w-]{15,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /\b(?:Bearer|Token)\s+(?!\{\{|\[)[\w.~+/-]{12,}=*/g,
  /\bBasic\s+(?!\{\{|\[)[A-Za-z0-9+/]{12,}={0,2}/g,
];

/** A name and a text in quotes behind it: `"token": "…"`, `apiKey = '…'`, `set("password", "…")`. */
const named = /(["'`]?)([A-Za-z_][\w.-]{1,60})\1(\s*(?:[:=,]|\)\s*=)\s*)(["'`])((?:(?!\4)[^\\\n]){6,4000})\4/g;

export interface WithoutSecrets {
  readonly text: string;
  /** What was cut out: it is cut out everywhere else too. */
  readonly secrets: readonly string[];
}

/** Cuts out of free text, such as a script, what looks like a secret by its shape or by the name before it. */
export function withoutSecretTexts(text: string, mark: (name: string) => string = () => '[removed]'): WithoutSecrets {
  const secrets: string[] = [];
  let clean = text.replaceAll(named, (whole, quote: string, name: string, between: string, open: string, value: string) => {
    if (!isSecretParameter(lastWord(name), value) || !isFilled(value)) return whole;
    secrets.push(value);
    return `${quote}${name}${quote}${between}${open}${mark(name)}${open}`;
  });
  for (const shape of tokens) {
    clean = clean.replaceAll(shape, (whole) => {
      secrets.push(whole.replace(/^(?:Bearer|Token|Basic)\s+/, ''));
      return mark('secret');
    });
  }
  return { text: clean, secrets };
}

/** Members of a JSON text that hold a secret by their name, as placeholders; the text's form stays, and so do templates in it. */
export function withoutSecretMembers(text: string): WithoutSecrets & { readonly names: readonly string[] } {
  const secrets: string[] = [];
  const names = new Set<string>();
  const clean = text.replaceAll(
    /"([^"\\\n]{1,80})"(\s*:\s*)"((?:[^"\\]|\\.){6,20000})"/g,
    (whole, name: string, colon: string, value: string) => {
      if (!isSecretMember(name) || !isFilled(value)) return whole;
      secrets.push(value);
      names.add(name);
      return `"${name}"${colon}"{{${placeholderName(name)}}}"`;
    },
  );
  return { text: clean, secrets, names: [...names] };
}

/** Whether a value is one that somebody uses, and not a gap to be filled in. */
export function isFilled(value: string): boolean {
  const text = value.trim();
  if (text.length < 6 || /\s/.test(text) || text.includes('{{') || text.startsWith('[')) return false;
  return !/^(?:<.*>|\$\{?.*|YOUR[_-].*|x{4,}|\*{4,}|\.{3,}|string|example|changeme|undefined)$/i.test(text);
}

export const placeholderName = (name: string): string => {
  const plain = name.replaceAll(/[^\w.-]+/g, '-').replace(/^[^A-Za-z_]+/, '');
  return plain === '' ? 'secret' : plain.slice(0, 60);
};

const lastWord = (name: string): string => name.split('.').at(-1) ?? name;
