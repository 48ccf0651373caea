import { inWorkspace } from '../actor.ts';
import { refuseOrdinary } from '../credentials/refuse-ordinary.ts';
import type { Implementer } from '../router.ts';
import { describeApp } from './about.ts';
import { addAuthorities, removeAuthority } from './authorities.ts';
import { examine } from './doctor.ts';
import { applyRetention } from './retention.ts';
import { setProxyPassword, setSettings, showSettings } from './service.ts';

export const settingsRoutes = (os: Implementer['settings']) => ({
  doctor: os.doctor.handler(({ context }) => examine(context.core)),
  show: os.show.handler(({ context }) => showSettings(inWorkspace(context).engine)),
  set: os.set.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return setSettings(engine, actor, Object.fromEntries(Object.entries(input).filter(([, group]) => group !== undefined)));
  }),
  setProxyPassword: os.setProxyPassword.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    if (input.password !== '') refuseOrdinary({ secret: input.password, isMeant: input.isMeant });
    return setProxyPassword(engine, actor, input.password);
  }),
  addAuthority: os.addAuthority.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    return addAuthorities(engine, actor, input.pem);
  }),
  removeAuthority: os.removeAuthority.handler(({ input, context }) => {
    const { engine, actor } = inWorkspace(context);
    removeAuthority(engine, actor, input.id);
    return {};
  }),
  applyRetention: os.applyRetention.handler(({ context, signal }) => {
    const { engine, actor } = inWorkspace(context);
    return applyRetention(engine, actor, signal);
  }),
  about: os.about.handler(({ context }) => describeApp(context.core)),
});
