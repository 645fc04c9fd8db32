import type { Signature } from '@eduscale/contracts/signature'
import { starterCode } from '@eduscale/signature/targets/driver-files'
import type { EditorLanguage } from '../../app-services/languages/languages'

/** A beginning for a problem that brings none in this language: the function it asks for, or a program that reads its input. */
export function makeStarter(signature: Signature | null, language: EditorLanguage): string {
  return (signature && starterCode(signature, language)) ?? readers[language]
}

const cpp = `#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    string line;
    while (getline(cin, line)) {
    }
}
`

const readers: Record<EditorLanguage, string> = {
  python: `import sys

lines = sys.stdin.read().splitlines()
`,
  javascript: `const lines = require('fs').readFileSync(0, 'utf8').trimEnd().split('\\n')
`,
  typescript: `import { readFileSync } from 'node:fs'

const lines = readFileSync(0, 'utf8').trimEnd().split('\\n')
`,
  cpp,
  cpp17: cpp,
  java: `import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        List<String> lines = in.lines().toList();
    }
}
`,
  c: `#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) != -1) {
    }
}
`,
  csharp: `using System;
using System.Collections.Generic;
using System.Linq;

class Program
{
    static void Main()
    {
        string[] lines = Console.In.ReadToEnd().TrimEnd().Split('\\n');
    }
}
`,
  go: `package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()

	var n int
	fmt.Fscan(in, &n)
	fmt.Fprintln(out, n)
}
`,
  rust: `use std::io::{self, Read};

fn main() {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input).unwrap();
    for line in input.lines() {
    }
}
`,
  ruby: `lines = STDIN.read.lines(chomp: true)
`,
  php: `<?php
$lines = explode("\\n", rtrim(stream_get_contents(STDIN)));
`,
  lua: `for line in io.lines() do
end
`,
  ocaml: `let lines = In_channel.input_all stdin |> String.trim |> String.split_on_char '\\n'

let () = ignore lines
`,
  sql: `-- The tables of the input are there already.
SELECT 1;
`,
}
