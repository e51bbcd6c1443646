import type { SessionService } from '../../services/session/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const sessionHandlers = ({ session }: { session: SessionService }): Handlers<FeatureName<'session'>> => ({
  'session.current': () => session.view(),
  'session.setUp': (input, context) => session.setUp(input, context),
  'session.signIn': (input, context) => session.signIn(input, context),
  'session.signOut': (_, context) => session.signOut(context),
  'session.lock': () => session.lock(),
  'session.unlock': (input, context) => session.unlock(input.password, context),
  'session.changePassword': (input, context) => session.changePassword(input, context),
  'session.demoPeople': async () =>
    (await session.demoPeople()).map(({ id, account, name, code, roles, unitId, unitName, opensIdentity }) => ({
      id,
      account,
      name,
      code,
      roles,
      unitId,
      unitName,
      opensIdentity,
    })),
  'session.demoSignIn': (input, context) => session.demoSignIn(input.personId, context),
});
