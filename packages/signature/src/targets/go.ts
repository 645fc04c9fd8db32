import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, words } from '../names'
import { spell, type Target } from '../target'
import { elementOf, shapeOf } from '../value-type'

const keywords =
  words(`break case chan const continue default defer else fallthrough for func go goto if import interface map package
  range return select struct switch type var`)
const functions = new Set([...keywords, 'main', 'init', 'string', 'int', 'bool', 'len', 'append', 'make', 'byte', 'rune'])
const spelling = { name: (name: string) => avoid(name, functions), parameter: (name: string) => avoid(name, functions) }
const baseNames = { int: 'int', long: 'int64', double: 'float64', bool: 'bool', string: 'string' } as const
const zeros = { int: '0', long: '0', double: '0', bool: 'false', string: '""' } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return '[]'.repeat(dimensions) + baseNames[base]
}

const reader = (type: ValueType): string =>
  type.endsWith('[]')
    ? `eduscaleArray(func() ${typeName(elementOf(type))} { return ${reader(elementOf(type))} })`
    : `eduscaleRead_${type}()`

function writer(type: ValueType, value: string): string {
  if (!type.endsWith('[]')) return `eduscaleWrite_${type}(${value})`
  const element = elementOf(type)
  return `eduscaleWriteArray(${value}, func(item ${typeName(element)}) { ${writer(element, 'item')} })`
}

export const go: Target = {
  frames: /^main\.main\(\)\n\t.*main\.go:\d+.*\n?/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `package main

func ${name}(${parameters.map((each) => `${each.name} ${typeName(each.type)}`).join(', ')}) ${typeName(result)} {
	return ${dimensions > 0 ? 'nil' : zeros[base]}
}
`
  },
  // Both files are one package, so what the driver declares has names that nobody else uses.
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const text = String.raw`package main

import (
	"io"
	"math"
	"os"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

var eduscaleText, eduscaleOut []byte
var eduscaleAt int

func eduscaleBad() {
	os.Stderr.WriteString("driver: the input is not what the function takes, at byte " + strconv.Itoa(eduscaleAt) + "\n")
	os.Exit(1)
}

func eduscaleNext() byte {
	for eduscaleAt < len(eduscaleText) {
		c := eduscaleText[eduscaleAt]
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return c
		}
		eduscaleAt++
	}
	eduscaleBad()
	return 0
}

func eduscaleRead_long() int64 {
	minus := eduscaleNext() == '-'
	if minus {
		eduscaleAt++
	}
	start := eduscaleAt
	var value int64
	for eduscaleAt < len(eduscaleText) && eduscaleText[eduscaleAt] >= '0' && eduscaleText[eduscaleAt] <= '9' {
		value = 10*value - int64(eduscaleText[eduscaleAt]-'0')
		eduscaleAt++
	}
	if eduscaleAt == start {
		eduscaleBad()
	}
	if minus {
		return value
	}
	return -value
}

func eduscaleRead_int() int { return int(eduscaleRead_long()) }

func eduscaleRead_double() float64 {
	eduscaleNext()
	start := eduscaleAt
	for eduscaleAt < len(eduscaleText) {
		c := eduscaleText[eduscaleAt]
		if c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E' && (c < '0' || c > '9') {
			break
		}
		eduscaleAt++
	}
	value, err := strconv.ParseFloat(string(eduscaleText[start:eduscaleAt]), 64)
	if err != nil {
		eduscaleBad()
	}
	return value
}

func eduscaleRead_bool() bool {
	value := eduscaleNext() == 't'
	if value {
		eduscaleAt += 4
	} else {
		eduscaleAt += 5
	}
	return value
}

func eduscaleHex4() rune {
	if eduscaleAt+4 > len(eduscaleText) {
		eduscaleBad()
	}
	code, err := strconv.ParseUint(string(eduscaleText[eduscaleAt:eduscaleAt+4]), 16, 32)
	if err != nil {
		eduscaleBad()
	}
	eduscaleAt += 4
	return rune(code)
}

func eduscaleRead_string() string {
	if eduscaleNext() != '"' {
		eduscaleBad()
	}
	eduscaleAt++
	var value []byte
	for {
		if eduscaleAt+1 > len(eduscaleText) {
			eduscaleBad()
		}
		c := eduscaleText[eduscaleAt]
		eduscaleAt++
		if c == '"' {
			return string(value)
		}
		if c != '\\' {
			value = append(value, c)
			continue
		}
		c = eduscaleText[eduscaleAt]
		eduscaleAt++
		switch c {
		case 'b':
			value = append(value, '\b')
		case 'f':
			value = append(value, '\f')
		case 'n':
			value = append(value, '\n')
		case 'r':
			value = append(value, '\r')
		case 't':
			value = append(value, '\t')
		case 'u':
			code := eduscaleHex4()
			if utf16.IsSurrogate(code) && eduscaleAt+6 <= len(eduscaleText) && eduscaleText[eduscaleAt] == '\\' && eduscaleText[eduscaleAt+1] == 'u' {
				eduscaleAt += 2
				code = utf16.DecodeRune(code, eduscaleHex4())
			}
			value = utf8.AppendRune(value, code)
		default:
			value = append(value, c)
		}
	}
}

func eduscaleArray[T any](read func() T) []T {
	if eduscaleNext() != '[' {
		eduscaleBad()
	}
	eduscaleAt++
	values := []T{}
	if eduscaleNext() == ']' {
		eduscaleAt++
		return values
	}
	for {
		values = append(values, read())
		c := eduscaleNext()
		eduscaleAt++
		if c == ']' {
			return values
		}
		if c != ',' {
			eduscaleBad()
		}
	}
}

func eduscaleWrite_int(value int)    { eduscaleOut = strconv.AppendInt(eduscaleOut, int64(value), 10) }
func eduscaleWrite_long(value int64) { eduscaleOut = strconv.AppendInt(eduscaleOut, value, 10) }
func eduscaleWrite_bool(value bool)  { eduscaleOut = strconv.AppendBool(eduscaleOut, value) }

func eduscaleWrite_double(value float64) {
	switch {
	case math.IsNaN(value):
		eduscaleOut = append(eduscaleOut, "NaN"...)
	case math.IsInf(value, 1):
		eduscaleOut = append(eduscaleOut, "Infinity"...)
	case math.IsInf(value, -1):
		eduscaleOut = append(eduscaleOut, "-Infinity"...)
	default:
		eduscaleOut = strconv.AppendFloat(eduscaleOut, value, 'g', -1, 64)
	}
}

func eduscaleWrite_string(value string) {
	eduscaleOut = append(eduscaleOut, '"')
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '"' || c == '\\':
			eduscaleOut = append(eduscaleOut, '\\', c)
		case c < ' ':
			eduscaleOut = append(eduscaleOut, '\\', 'u', '0', '0', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		default:
			eduscaleOut = append(eduscaleOut, c)
		}
	}
	eduscaleOut = append(eduscaleOut, '"')
}

func eduscaleWriteArray[T any](values []T, write func(T)) {
	eduscaleOut = append(eduscaleOut, '[')
	for i, item := range values {
		if i > 0 {
			eduscaleOut = append(eduscaleOut, ',')
		}
		write(item)
	}
	eduscaleOut = append(eduscaleOut, ']')
}

func main() {
	eduscaleText, _ = io.ReadAll(os.Stdin)
${parameters.map(({ type }, i) => `\tvalue${i} := ${reader(type)}`).join('\n')}
	var result ${typeName(result)} = ${name}(${parameters.map((_, i) => `value${i}`).join(', ')})
	${writer(result, 'result')}
	if err := os.WriteFile("${resultPath}", eduscaleOut, 0o644); err != nil {
		panic(err)
	}
}
`
    return { files: [{ name: 'main.go', text }], entry: 'main.go', solution: 'solution.go' }
  },
}
