import {Help, type Interfaces} from '@oclif/core';
import {KnownError} from '../domain/errors.js';

/** oclif's help, kept instead of printed. */
class KeptHelp extends Help {
  readonly parts: string[] = [];

  protected override log(...parts: string[]): void {
    this.parts.push(parts.join(' '));
  }
}

/**
 * The page that `--help` shows for a command or topic; without words the page of the whole program.
 *
 * @throws KnownError usage COMMAND_UNKNOWN
 */
export async function helpPage(config: Interfaces.Config, words: readonly string[], plain: boolean): Promise<string> {
  const known = (id: string) => config.findCommand(id) !== undefined || config.findTopic(id) !== undefined;
  if (words.length > 0 && !known(words.join(':'))) {
    const nearest = words.slice(0, -1);
    const help = nearest.length > 0 && known(nearest.join(':')) ? nearest.join(' ') : '';
    throw new KnownError('usage', 'COMMAND_UNKNOWN', {command: words.join(' '), nearest: help});
  }
  const help = new KeptHelp(config, {...config.pjson.oclif.helpOptions, ...(plain ? {stripAnsi: true} : {})});
  await help.showHelp([...words]);
  return help.parts.join('\n');
}
