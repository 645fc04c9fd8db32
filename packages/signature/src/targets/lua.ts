import type { ValueType } from '@eduscale/contracts/signature'
import { avoid, words } from '../names'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'

const reserved = words(
  `and break do else elseif end false for function goto if in local nil not or repeat return then true until while`,
)
const named = (name: string): string => avoid(name, reserved)
const spelling = { name: named, parameter: named }
const baseNames = { int: 'integer', long: 'integer', double: 'number', bool: 'boolean', string: 'string' } as const
const zeros = { int: '0', long: '0', double: '0.0', bool: 'false', string: "''" } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return baseNames[base] + '[]'.repeat(dimensions)
}

export const lua: Target = {
  frames: /^\t\/box\/main\.lua:\d+: .*\n?/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `${parameters.map((each) => `---@param ${each.name} ${typeName(each.type)}\n`).join('')}---@return ${typeName(result)}
function ${name}(${parameters.map((each) => each.name).join(', ')})
  return ${dimensions > 0 ? '{}' : zeros[base]}
end
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const shapes = parameters.map(({ type }) => `{ '${shapeOf(type).base}', ${shapeOf(type).dimensions} }`)
    const text = String.raw`local find, sub, byte, format, gsub, gmatch = string.find, string.sub, string.byte, string.format, string.gsub, string.gmatch
local concat, tonumber, type, mathtype, stderr, exit, open = table.concat, tonumber, type, math.type, io.stderr, os.exit, io.open
local toutf8, unpack = utf8.char, table.unpack

local function stop(words)
  stderr:write(words, '\n')
  exit(1)
end

local text, at
local escapes = { b = '\b', f = '\f', n = '\n', r = '\r', t = '\t', ['"'] = '"', ['\\'] = '\\', ['/'] = '/' }

local function bad()
  stop('driver: the input is not what the function takes, at character ' .. at)
end

local function token(pattern)
  local from, to = find(text, pattern, at)
  if not from then bad() end
  at = to + 1
  return sub(text, from, to)
end

local function readString()
  local parts = {}
  at = at + 1
  while true do
    local from, to = find(text, '^[^"\\]+', at)
    if from then
      parts[#parts + 1] = sub(text, from, to)
      at = to + 1
    end
    local c = sub(text, at, at)
    at = at + 1
    if c == '"' then return concat(parts) end
    if c ~= '\\' then bad() end
    local escape = sub(text, at, at)
    at = at + 1
    if escape == 'u' then
      local code = tonumber(sub(text, at, at + 3), 16) or bad()
      at = at + 4
      if code >= 0xd800 and code < 0xdc00 and sub(text, at, at + 1) == '\\u' then
        code = 0x10000 + (code - 0xd800) * 0x400 + (tonumber(sub(text, at + 2, at + 5), 16) or bad()) - 0xdc00
        at = at + 6
      end
      parts[#parts + 1] = toutf8(code)
    else
      parts[#parts + 1] = escapes[escape] or bad()
    end
  end
end

local function read(base, dimensions)
  at = find(text, '[^ \t\r\n]', at) or bad()
  if dimensions > 0 then
    if byte(text, at) ~= 91 then bad() end
    local items, n = {}, 0
    if dimensions == 1 and (base == 'int' or base == 'double' or base == 'long') then
      local closing = find(text, ']', at, true) or bad()
      for word in gmatch(sub(text, at + 1, closing - 1), '[^, \t\r\n]+') do
        n = n + 1
        items[n] = tonumber(word) or bad()
        if base == 'double' then items[n] = items[n] + 0.0 end
      end
      at = closing + 1
      return items
    end
    at = find(text, '[^ \t\r\n]', at + 1) or bad()
    if byte(text, at) == 93 then
      at = at + 1
      return items
    end
    while true do
      n = n + 1
      items[n] = read(base, dimensions - 1)
      at = find(text, '[^ \t\r\n]', at) or bad()
      local c = byte(text, at)
      at = at + 1
      if c == 93 then return items end
      if c ~= 44 then bad() end
    end
  elseif base == 'string' then
    if byte(text, at) ~= 34 then bad() end
    return readString()
  elseif base == 'bool' then
    return token('^%a+') == 'true'
  elseif base == 'double' then
    return tonumber(token('^[-+%d.eE]+')) + 0.0
  end
  return tonumber(token('^-?%d+'))
end

local shown = { ['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n', ['\r'] = '\\r', ['\t'] = '\\t' }
local function quote(c)
  return shown[c] or format('\\u%04x', byte(c))
end

local function plain(value, base)
  if base == 'int' or base == 'long' then
    local whole = mathtype(value) == 'integer' and value or type(value) == 'number' and math.tointeger(value)
    return whole and format('%d', whole)
  end
  if base == 'double' and type(value) == 'number' then
    if value ~= value then return 'NaN' end
    if value == 1 / 0 then return 'Infinity' end
    if value == -1 / 0 then return '-Infinity' end
    return format('%.17g', value)
  end
  if base == 'bool' and type(value) == 'boolean' then return value and 'true' or 'false' end
  if base == 'string' and type(value) == 'string' then return '"' .. gsub(value, '[%c"\\]', quote) .. '"' end
end

-- A path is put together only where something is wrong.
local function write(value, base, dimensions, path)
  local whole = dimensions == 0 and plain(value, base)
  if whole then return whole end
  if dimensions > 0 and type(value) == 'table' then
    local items = {}
    for i = 1, #value do
      items[i] = dimensions == 1 and plain(value[i], base) or write(value[i], base, dimensions - 1, path .. '[' .. i .. ']')
    end
    return '[' .. concat(items, ',') .. ']'
  end
  local kind = type(value) == 'number' and tostring(value) or type(value)
  stop('${name} returned ' .. kind .. (path == '' and '' or ' at ' .. path) .. ' where ' .. base .. ('[]'):rep(dimensions) .. ' is wanted')
end

text = io.read('a')
at = 1
local values = {}
for i, shape in ipairs({ ${shapes.join(', ')} }) do values[i] = read(shape[1], shape[2]) end
dofile('/box/solution.lua')
if type(${name}) ~= 'function' then stop('there is no global function ${name} in your code') end
local result = write(${name}(unpack(values, 1, ${parameters.length})), '${shapeOf(result).base}', ${shapeOf(result).dimensions}, '')
local file = open('${resultPath}', 'w')
file:write(result)
file:close()
`
    return { files: [{ name: 'main.lua', text }], entry: 'main.lua', solution: 'solution.lua' }
  },
}
