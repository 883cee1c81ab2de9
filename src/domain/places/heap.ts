/** Binary heap of nodes by metres, nearest first; a node may lie in it more than once. */
export class Heap {
  private readonly keys: number[] = [];
  private readonly nodes: number[] = [];

  push(key: number, node: number): void {
    let i = this.keys.push(key) - 1;
    this.nodes.push(node);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if ((this.keys[up] as number) <= (this.keys[i] as number)) return;
      this.swap(i, up);
      i = up;
    }
  }

  pop(): number | undefined {
    if (this.keys.length === 0) return undefined;
    const top = this.nodes[0];
    const [key, node] = [this.keys.pop() as number, this.nodes.pop() as number];
    if (this.keys.length > 0) {
      this.keys[0] = key;
      this.nodes[0] = node;
      this.sink();
    }
    return top;
  }

  private sink(): void {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.keys.length && (this.keys[child] as number) < (this.keys[least] as number)) least = child;
      }
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.keys[a], this.keys[b]] = [this.keys[b] as number, this.keys[a] as number];
    [this.nodes[a], this.nodes[b]] = [this.nodes[b] as number, this.nodes[a] as number];
  }
}
