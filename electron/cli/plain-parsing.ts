import { z } from 'zod';

// A command reads few values: making code for each form takes longer than reading them without it.
z.config({ jitless: true });
