import {message} from '../../domain/errors.js';
import type {WordCode, Words} from '../../domain/words/index.js';
import {type Language, render} from './catalogue.js';

/** Looks sentences up in a language: for questions, which are asked before there is a screen. */
export function wordsOf(language: Language): <C extends WordCode>(code: C, params: Words[C]) => string {
  return (code, params) => render(language, message(code, params)).text;
}
