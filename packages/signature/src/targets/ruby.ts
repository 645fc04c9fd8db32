import { avoid, snakeCase, words } from '../names'
import { spell, type Target } from '../target'
import { shapeOf } from '../value-type'
import type { ValueType } from '@eduscale/contracts/signature'

const reserved =
  words(`alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or
  redo rescue retry return self super then true undef unless until when while yield`)
const named = (name: string): string => avoid(snakeCase(name), reserved)
const spelling = { name: named, parameter: named }
const baseNames = { int: 'Integer', long: 'Integer', double: 'Float', bool: 'Boolean', string: 'String' } as const
const zeros = { int: '0', long: '0', double: '0.0', bool: 'false', string: "''" } as const

function typeName(type: ValueType): string {
  const { base, dimensions } = shapeOf(type)
  return 'Array<'.repeat(dimensions) + baseNames[base] + '>'.repeat(dimensions)
}

export const ruby: Target = {
  frames: /^\tfrom \/box\/main\.rb:\d+:in .*\n?/gm,
  starter: (signature) => {
    const { name, parameters, result } = spell(signature, spelling)
    const { base, dimensions } = shapeOf(result)
    return `${parameters.map((each) => `# @param {${typeName(each.type)}} ${each.name}\n`).join('')}# @return {${typeName(result)}}
def ${name}(${parameters.map((each) => each.name).join(', ')})
  ${dimensions > 0 ? '[]' : zeros[base]}
end
`
  },
  driver: ({ signature, resultPath }) => {
    const { name, parameters, result } = spell(signature, spelling)
    const shapes = parameters.map(({ type }) => `[:${shapeOf(type).base}, ${shapeOf(type).dimensions}]`)
    const text = String.raw`# The contestant may have a file json.rb.
$LOAD_PATH.delete('/box')
require 'json'
$LOAD_PATH.unshift('/box')

module EduscaleDriver
  SHAPES = [${shapes.join(', ')}].freeze
  KINDS = { int: [Integer], long: [Integer], double: [Float, Integer], bool: [TrueClass, FalseClass], string: [String] }.freeze

  def self.floats(value, dimensions)
    dimensions.zero? ? value.to_f : value.map { |item| floats(item, dimensions - 1) }
  end

  def self.read
    lines = STDIN.read.force_encoding('UTF-8').split("\n")
    stop('driver: the input has fewer lines than the function has parameters') if lines.length < SHAPES.length
    SHAPES.each_with_index.map do |(base, dimensions), i|
      value = JSON.parse(lines[i])
      base == :double ? floats(value, dimensions) : value
    end
  end

  def self.check(value, base, dimensions, path)
    if dimensions.positive? && value.is_a?(Array)
      return if dimensions == 1 && value.all? { |item| KINDS[base].any? { |kind| kind === item } }
      value.each_with_index { |item, i| check(item, base, dimensions - 1, "#{path}[#{i}]") }
    elsif dimensions.positive? || KINDS[base].none? { |kind| value.is_a?(kind) }
      where = path.empty? ? '' : " at #{path}"
      stop("${name} returned #{value.class}#{where} where #{base}#{'[]' * dimensions} is wanted")
    end
  end

  def self.write(value)
    return "[#{value.map { |item| write(item) }.join(',')}]" if value.is_a?(Array)
    value.is_a?(String) ? JSON.generate(value) : value.to_s
  end

  def self.stop(words)
    STDERR.puts(words)
    exit!(1)
  end
end

values = EduscaleDriver.read
require_relative 'solution'
EduscaleDriver.stop('there is no method ${name} in your code') unless Object.private_method_defined?(:${name}) || Object.method_defined?(:${name})
result = send(:${name}, *values)
EduscaleDriver.check(result, :${shapeOf(result).base}, ${shapeOf(result).dimensions}, '')
File.write('${resultPath}', EduscaleDriver.write(result))
`
    return { files: [{ name: 'main.rb', text }], entry: 'main.rb', solution: 'solution.rb' }
  },
}
