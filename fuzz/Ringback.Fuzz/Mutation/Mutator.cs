using System.Buffers.Binary;

namespace Ringback.Fuzz.Mutation;

/// <summary>Makes new inputs out of old ones. The same dice make the same inputs.</summary>
/// <param name="dice">The dice.</param>
/// <param name="words">What may be put in.</param>
/// <param name="longest">The longest input.</param>
internal sealed class Mutator(Random dice, IReadOnlyList<byte[]> words, int longest)
{
    private const int MostChanges = 6;

    // One input in so many is a piece of another one over and over, which is what finds sums and squares.
    private const int OneInRepeats = 48;

    private static readonly uint[] Edges =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 129, 255, 256, 511, 512, 513, 1023, 1024, 1472, 1500,
        4095, 4096, 32_767, 32_768, 65_507, 65_535, 65_536, 65_537, 0xFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE,
        0xFFFF_FFFF,
    ];

    private static readonly string[] Numbers =
        ["0", "-1", "1", "00", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
            "9223372036854775807", "9223372036854775808", "99999999999999999999", "1e9", "0x7fffffff", "١"];

    /// <summary>A changed copy.</summary>
    /// <param name="input">What is changed.</param>
    /// <param name="other">What pieces are taken from.</param>
    internal byte[] Change(byte[] input, byte[] other)
    {
        if (dice.Next(OneInRepeats) == 0) return Repeat(input);
        byte[] bytes = input;
        int changes = 1 + dice.Next(MostChanges);
        for (int i = 0; i < changes; i++) bytes = Once(bytes, other);
        if (ReferenceEquals(bytes, input)) bytes = [.. input];
        return bytes.Length <= longest ? bytes : bytes[..longest];
    }

    private byte[] Once(byte[] bytes, byte[] other) => bytes.Length == 0 ? Insert(bytes, Piece(other)) : dice.Next(14)
        switch
        {
            0 => With(bytes, at => bytes[at] ^= (byte)(1 << dice.Next(8))),
            1 => With(bytes, at => bytes[at] = (byte)dice.Next(256)),
            2 => With(bytes, at => bytes[at] += (byte)(dice.Next(2) == 0 ? 1 : 255)),
            3 => Number(bytes, 2),
            4 => Number(bytes, 4),
            5 => bytes[..dice.Next(bytes.Length)],
            6 => Cut(bytes),
            7 => Insert(bytes, Piece(bytes)),
            8 => Insert(bytes, Piece(other)),
            9 => Insert(bytes, words[dice.Next(words.Count)]),
            10 => Overwrite(bytes, words[dice.Next(words.Count)]),
            11 => Splice(bytes, other),
            12 => Digits(bytes),
            _ => Insert(bytes, Again(Piece(bytes), 2 + dice.Next(32))),
        };

    private byte[] With(byte[] bytes, Action<int> change)
    {
        int at = dice.Next(bytes.Length);
        byte before = bytes[at];
        change(at);
        byte[] copy = [.. bytes];
        bytes[at] = before;
        return copy;
    }

    /// <summary>Lengths, counts and offsets are numbers of two or four bytes, in either order.</summary>
    private byte[] Number(byte[] bytes, int size)
    {
        if (bytes.Length < size) return bytes;
        byte[] copy = [.. bytes];
        Span<byte> place = copy.AsSpan(dice.Next(bytes.Length - size + 1), size);
        bool isBig = dice.Next(2) == 0, isNear = dice.Next(2) == 0;
        Span<byte> wide = stackalloc byte[4];
        wide.Clear();
        place.CopyTo(isBig ? wide[(4 - size)..] : wide);
        uint value = isBig ? BinaryPrimitives.ReadUInt32BigEndian(wide) : BinaryPrimitives.ReadUInt32LittleEndian(wide);
        value = isNear ? value + (uint)dice.Next(-8, 9) : Edges[dice.Next(Edges.Length)];
        if (isBig) BinaryPrimitives.WriteUInt32BigEndian(wide, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(wide, value);
        (isBig ? wide[(4 - size)..] : wide[..size]).CopyTo(place);
        return copy;
    }

    /// <summary>A number that is written in digits becomes one from an edge.</summary>
    private byte[] Digits(byte[] bytes)
    {
        int from = dice.Next(bytes.Length);
        int at = bytes.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (at < 0) return bytes;
        at += from;
        int length = bytes.AsSpan(at).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length < 0) length = bytes.Length - at;
        byte[] number = System.Text.Encoding.UTF8.GetBytes(Numbers[dice.Next(Numbers.Length)]);
        return [.. bytes[..at], .. number, .. bytes[(at + length)..]];
    }

    private byte[] Cut(byte[] bytes)
    {
        int at = dice.Next(bytes.Length), length = Math.Min(1 + Size(bytes.Length), bytes.Length - at);
        return [.. bytes[..at], .. bytes[(at + length)..]];
    }

    private byte[] Insert(byte[] bytes, byte[] piece)
    {
        int at = dice.Next(bytes.Length + 1);
        return [.. bytes[..at], .. piece, .. bytes[at..]];
    }

    private byte[] Overwrite(byte[] bytes, byte[] piece)
    {
        int at = dice.Next(bytes.Length), length = Math.Min(piece.Length, bytes.Length - at);
        return [.. bytes[..at], .. piece[..length], .. bytes[(at + length)..]];
    }

    private byte[] Splice(byte[] bytes, byte[] other) =>
        [.. bytes[..dice.Next(bytes.Length + 1)], .. other[dice.Next(other.Length + 1)..]];

    private byte[] Piece(byte[] bytes)
    {
        if (bytes.Length == 0) return [(byte)dice.Next(256)];
        int at = dice.Next(bytes.Length);
        return bytes[at..Math.Min(bytes.Length, at + 1 + Size(bytes.Length - at))];
    }

    // Mostly small, sometimes all of it.
    private int Size(int most) => dice.Next(1 + dice.Next(1 + dice.Next(Math.Max(1, most))));

    private byte[] Repeat(byte[] input)
    {
        int at = input.Length == 0 ? 0 : dice.Next(input.Length);
        byte[] piece = dice.Next(3) == 0 || input.Length == 0
            ? words[dice.Next(words.Count)]
            : input[at..Math.Min(input.Length, at + 1 + dice.Next(16))];
        int room = Math.Max(piece.Length, dice.Next(4) == 0 ? longest : dice.Next(longest));
        byte[] middle = Again(piece, Math.Max(1, (room - Math.Min(room - 1, input.Length)) / piece.Length));
        byte[] all = [.. input[..at], .. middle, .. input[at..]];
        return all.Length <= longest ? all : all[..longest];
    }

    private static byte[] Again(byte[] piece, int times)
    {
        byte[] all = new byte[piece.Length * times];
        for (int i = 0; i < times; i++) piece.CopyTo(all, i * piece.Length);
        return all;
    }
}
