/** The shortest document that is complete: what "New runbook" begins with. */
export function newRunbookText(name: string, owner: string): string {
  return `---
name: ${JSON.stringify(name)}
kind: procedure
purpose: What this is for, in one sentence
trigger: [what makes somebody reach for it]
severity: medium
owner: ${JSON.stringify(owner)}
minutes: 15
review-every-days: 180
---

How somebody notices that this is what they need.

## 1. Look at what is happening {instruction}

Say what to open and what to look for.

- expected: what it looks like when all is well
- if not: what that means, and whom to call

## 2. Is it what this is for? {decision}

- Yes, it is → 3: go on with the next step
- No, it is something else → end: write down what it was

## 3. Do it {checklist}

- [ ] the first thing
- [ ] the second thing
`;
}
