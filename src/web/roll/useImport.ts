import { useCallback, useEffect, useState } from 'react';
import type { RollImport } from '../../contract/roll.ts';
import { call, type Trouble, upload } from '../ui/api.ts';

/** The import on the desk: sent, read, shown. It lies on the server, so a reload by its address goes on with it. */
export function useImport(): {
  readonly id: string | undefined;
  readonly sent: number | undefined;
  readonly found: RollImport | undefined;
  readonly trouble: Trouble | undefined;
  readonly begin: (file: File) => void;
  readonly again: () => void;
  readonly forget: () => void;
} {
  const [id, setId] = useState<string>();
  const [sent, setSent] = useState<number>();
  const [found, setFound] = useState<RollImport>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [round, setRound] = useState(0);

  const begin = useCallback((file: File) => {
    setTrouble(undefined);
    setFound(undefined);
    setSent(0);
    void upload<{ id: string }>(`/roll/imports?name=${encodeURIComponent(file.name)}`, file, setSent).then((answer) => {
      setSent(undefined);
      if (answer.ok) setId(answer.value.id);
      else setTrouble(answer.trouble);
    });
  }, []);
  useEffect(() => {
    if (id === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const ask = async (): Promise<void> => {
      const answer = await call<RollImport>(`/roll/imports/${id}`);
      if (left) return;
      if (!answer.ok) return setTrouble(answer.trouble);
      setFound(answer.value);
      if (answer.value.state === 'reading' || answer.value.state === 'adopting')
        timer = setTimeout(() => void ask(), 250);
    };
    void ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [id, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const forget = useCallback(() => {
    setId(undefined);
    setFound(undefined);
    setTrouble(undefined);
  }, []);
  return { id, sent, found, trouble, begin, again, forget };
}
