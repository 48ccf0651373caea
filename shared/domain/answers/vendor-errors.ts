/** One error as the vendor names it in the body of its answer. */
export interface VendorError {
  /** What its documentation lists it under: "422", "card_declined", "INSTRUMENT_DECLINED". */
  readonly code: string | null;
  readonly message: string | null;
  /** The kind or class: "validation", "card_error". */
  readonly kind: string | null;
  /** The field it is about. */
  readonly field: string | null;
  /** What the vendor says about the code; https only. */
  readonly url: string | null;
}

type Json = Readonly<Record<string, unknown>>;
const mostErrors = 20;

/** Reads the errors of the shapes that vendors use: Adyen, Stripe, PayPal, Twilio, Shopify, JSON:API, GraphQL, OAuth, and what resembles them. */
export function readVendorErrors(body: unknown): VendorError[] {
  if (!isObject(body)) return [];
  const { error, errors, fault } = body;
  const found = [
    ...(isObject(error) ? nested(error) : []),
    ...(typeof error === 'string'
      ? [made(error, text(body, 'error_description', 'message', 'detail'), null, null, link(body, 'error_uri'))]
      : []),
    ...(Array.isArray(errors)
      ? errors.flatMap(listed)
      : isObject(errors)
        ? byField(errors)
        : typeof errors === 'string'
          ? [made(null, errors)]
          : []),
    ...(isObject(fault) ? [made(text(fault, 'code', 'faultcode'), text(fault, 'faultstring', 'message', 'detail'))] : []),
  ];
  return (found.length > 0 ? found : flat(body)).slice(0, mostErrors);
}

/** `{ "error": { … } }`: Stripe, Google, Meta. */
function nested(error: Json): VendorError[] {
  const code = text(error, 'code', 'decline_code', 'error_subcode', 'status');
  const declined = text(error, 'decline_code');
  const kind = text(error, 'type', 'status');
  return [
    made(
      declined !== null && declined !== code ? `${code} (${declined})` : code,
      text(error, 'message', 'error_description', 'detail'),
      kind === code ? null : kind,
      text(error, 'param', 'field'),
      link(error, 'doc_url', 'help_url', 'documentation_url'),
    ),
  ];
}

/** An item of `{ "errors": [ … ] }`: JSON:API, GraphQL, GitHub, Shopify. */
function listed(item: unknown): VendorError[] {
  if (typeof item === 'string') return [made(null, item)];
  if (!isObject(item)) return [];
  const { extensions, source, links } = item;
  const inside = isObject(extensions) ? extensions : {};
  const where = isObject(source) ? text(source, 'pointer', 'parameter', 'header') : null;
  const path = Array.isArray(item['path']) ? item['path'].join('.') : null;
  return [
    made(
      text(item, 'code', 'errorCode') ?? text(inside, 'code', 'classification'),
      text(item, 'detail', 'message', 'description', 'title'),
      text(item, 'title', 'type'),
      where ?? text(item, 'field') ?? path,
      (isObject(links) ? link(links, 'about', 'type') : null) ?? link(inside, 'documentation'),
    ),
  ];
}

/** `{ "errors": { "email": ["is taken"] } }`: Shopify REST, Rails, .NET. */
const byField = (errors: Json): VendorError[] =>
  Object.entries(errors).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? [made(null, one, null, field)] : [])),
  );

/** Members of the body itself: Adyen, PayPal, Twilio. */
function flat(body: Json): VendorError[] {
  const details = body['details'];
  const code = text(body, 'errorCode', 'error_code', 'code', 'name');
  const message = text(body, 'message', 'errorMessage', 'error_message', 'description');
  const isError = code !== null && message !== null;
  if (!isError) return [];
  const whole = made(
    code,
    message,
    text(body, 'errorType', 'error_type'),
    null,
    link(body, 'more_info', 'information_link', 'doc_url', 'help_url'),
  );
  const parts = Array.isArray(details)
    ? details.flatMap((one) =>
        isObject(one) ? [made(text(one, 'issue', 'code'), text(one, 'description', 'message'), null, text(one, 'field', 'location'))] : [],
      )
    : [];
  return [whole, ...parts];
}

function made(
  code: string | null,
  message: string | null,
  kind: string | null = null,
  field: string | null = null,
  url: string | null = null,
): VendorError {
  return { code, message, kind: kind === message ? null : kind, field, url };
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function text(from: Json, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/** Only what the shell would open. */
function link(from: Json, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(from, name) ? from[name] : undefined;
    if (typeof value === 'string' && URL.canParse(value) && new URL(value).protocol === 'https:') return value;
  }
  return null;
}
