// What an unsent change is named by: a cell by its name, everything else by its kind and then its name.

export const PASSAGE = "passage:";
export const SETTING = "setting:";
export const ANSWER = "answer:";
