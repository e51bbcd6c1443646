import type { CalendarServices } from '../../services/calendar/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const calendarHandlers = ({
  calendar: { years, calendars },
}: {
  calendar: Pick<CalendarServices, 'years' | 'calendars'>;
}): Handlers<FeatureName<'calendar'>> => ({
  'calendar.years': (_, context) => years.list(context),
  'calendar.year': ({ year }, context) => years.one(year, context),
  'calendar.readFile': (input, context) => calendars.readFile(input, context),
  'calendar.readShipped': (input, context) => calendars.readShipped(input, context),
  'calendar.apply': (input, context) => calendars.apply(input, context),
  'calendar.setLocal': (input, context) => calendars.setLocal(input, context),
  'calendar.removeLocal': (input, context) => calendars.removeLocal(input, context),
});
