using System.Text;

namespace Ringback.Files.Configuration;

/// <summary>How the bytes of a text file spell its characters.</summary>
internal enum TextForm
{
    /// <summary>One byte a character: enough for UTF-8 and Latin files, which are supersets of ASCII.</summary>
    Bytes,

    /// <summary>Two bytes, low byte first; what Windows Notepad calls "Unicode".</summary>
    Utf16LittleEndian,

    /// <summary>Two bytes, high byte first.</summary>
    Utf16BigEndian,
}

/// <summary>
/// A text file as characters that turn back into exactly its bytes. A file without a UTF-16 mark is read one byte to a
/// character, which no sequence of bytes can break; the framework's decoders would replace what they do not understand.
/// </summary>
internal sealed class LosslessText
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private readonly byte[] _mark;
    private readonly byte[] _tail;

    private LosslessText(TextForm form, byte[] mark, string characters, byte[] tail)
    {
        Form = form;
        _mark = mark;
        Characters = characters;
        _tail = tail;
    }

    /// <summary>How characters are spelt.</summary>
    public TextForm Form { get; }

    /// <summary>The byte-order mark at the beginning; empty when there is none.</summary>
    public ReadOnlySpan<byte> Mark => _mark;

    /// <summary>Everything after the mark. In <see cref="TextForm.Bytes"/> each is at most 0xFF.</summary>
    public string Characters { get; }

    /// <summary>Bytes of one character.</summary>
    public int Unit => Form is TextForm.Bytes ? 1 : 2;

    /// <summary>Where in the file the byte stands that carries the ASCII value of a character.</summary>
    public int AsciiByteOf(int character) =>
        _mark.Length + (character * Unit) + (Form is TextForm.Utf16BigEndian ? 1 : 0);

    /// <summary>Reads any bytes.</summary>
    public static LosslessText Read(ReadOnlySpan<byte> content)
    {
        if (content is [0xFF, 0xFE, ..]) return ReadUtf16(content, TextForm.Utf16LittleEndian);
        if (content is [0xFE, 0xFF, ..]) return ReadUtf16(content, TextForm.Utf16BigEndian);

        int mark = content.StartsWith(Utf8Mark) ? Utf8Mark.Length : 0;
        string characters = Encoding.Latin1.GetString(content[mark..]);
        return new LosslessText(TextForm.Bytes, content[..mark].ToArray(), characters, []);
    }

    /// <summary>The same file with some places replaced. Splices are in order and do not overlap.</summary>
    public byte[] With(IReadOnlyList<Splice> splices)
    {
        StringBuilder text = new(Characters.Length + 64);
        int copied = 0;
        foreach (Splice splice in splices)
        {
            text.Append(Characters, copied, splice.Start - copied).Append(splice.Replacement);
            copied = splice.Start + splice.Length;
        }

        return Write(text.Append(Characters, copied, Characters.Length - copied).ToString());
    }

    private static LosslessText ReadUtf16(ReadOnlySpan<byte> content, TextForm form)
    {
        (int high, int low) = form is TextForm.Utf16BigEndian ? (0, 1) : (1, 0);
        char[] characters = new char[(content.Length - 2) / 2];
        for (int i = 0; i < characters.Length; i++)
            characters[i] = (char)((content[2 + (2 * i) + high] << 8) | content[2 + (2 * i) + low]);

        // A file cut in the middle of a character keeps its odd last byte.
        byte[] tail = content.Length % 2 == 0 ? [] : [content[^1]];
        return new LosslessText(form, content[..2].ToArray(), new string(characters), tail);
    }

    private byte[] Write(string characters)
    {
        byte[] content = new byte[_mark.Length + (characters.Length * Unit) + _tail.Length];
        _mark.CopyTo(content, 0);
        _tail.CopyTo(content, content.Length - _tail.Length);
        if (Form is TextForm.Bytes)
        {
            Encoding.Latin1.GetBytes(characters, content.AsSpan(_mark.Length));
            return content;
        }

        (int high, int low) = Form is TextForm.Utf16BigEndian ? (0, 1) : (1, 0);
        for (int i = 0; i < characters.Length; i++)
        {
            content[2 + (2 * i) + high] = (byte)(characters[i] >> 8);
            content[2 + (2 * i) + low] = (byte)characters[i];
        }

        return content;
    }
}

/// <summary>One place in a text that gets other characters.</summary>
internal readonly record struct Splice(int Start, int Length, string Replacement);
