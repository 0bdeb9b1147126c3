/** How many batches are under way at the same time: one that is stuck does not hold up the others. */
const atOnce = 2;

/**
 * Gathers questions of one kind: while two trips are under way, those that come go together on the next one. Alone, a question
 * waits for nothing; under load one trip to the database answers many. Every question is asked after it has come, so that no
 * answer is older than its question.
 *
 * @param most - How many go together.
 * @param ask - Answers questions, in their order.
 */
export function createBatches<Question, Answer>(
  most: number,
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  interface Waiting {
    question: Question;
    resolve: (answer: Answer) => void;
    reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let underWay = 0;

  const go = async (): Promise<void> => {
    underWay += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await ask(batch.map(({ question }) => question));
        batch.forEach(({ resolve }, at) => resolve(answers[at] as Answer));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    underWay -= 1;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (underWay < atOnce) void go();
    });
}
