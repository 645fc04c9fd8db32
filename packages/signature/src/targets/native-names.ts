import { words } from '../names'

/** Functions that the headers of C declare: a contestant's of the same name would clash with them. */
export const libraryNames =
  words(`abs acos asin atan atan2 atof atoi atol bsearch calloc ceil clock cos div exit exp fabs floor fmod free
  getc getenv index labs llabs log malloc memchr memcmp memcpy memmove memset pow printf puts qsort raise rand random read realloc
  remove rename rindex round scanf select signal sin sinh sleep sqrt srand strcat strchr strcmp strcpy strlen strstr system tan time
  toupper tolower trunc write y0 y1 yn j0 j1 jn gamma`)
