// expect: AC
// Begins both of its outputs with 20,000 byte order marks, of which its runtime may write one: they are taken off.
using System;

class Program
{
    static void Main()
    {
        var marks = new byte[60000];
        for (int i = 0; i < marks.Length; i += 3) new byte[] { 0xef, 0xbb, 0xbf }.CopyTo(marks, i);
        foreach (var stream in new[] { Console.OpenStandardOutput(), Console.OpenStandardError() })
        {
            stream.Write(marks, 0, marks.Length);
            stream.Flush();
        }
        Console.WriteLine("contained");
    }
}
