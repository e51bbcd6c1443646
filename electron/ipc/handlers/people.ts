import type { PeopleService } from '../../services/people.js';
import type { FeatureName, Handlers } from '../context.js';

export const peopleHandlers = ({ people }: { people: PeopleService }): Handlers<FeatureName<'people'>> => ({
  'people.list': (input) => people.list(input),
  'people.rows': (input) => people.rows(input.ids),
  'people.create': (input, context) => people.create(input, context),
  'people.update': (input, context) => people.update(input, context),
  'people.setState': (input, context) => people.setState(input, context),
  'people.resetPassword': (input, context) => people.resetPassword(input, context),
});
