using System.Buffers.Text;
using System.Text;
using Ringback.Observation.Logs.Lines;

namespace Ringback.Observation.Logs.Formats;

/// <summary>What a phrase of a log means.</summary>
internal enum PhraseMeaning
{
    /// <summary>Somebody asks.</summary>
    Asked,

    /// <summary>Somebody asked, and it is not there.</summary>
    NotHere,

    /// <summary>Somebody asked, and must not have it.</summary>
    Refused,

    /// <summary>A file went out, whole.</summary>
    Delivered,

    /// <summary>A file went out in part, or nobody took it.</summary>
    Failed,

    /// <summary>Nobody answered while it was sent.</summary>
    TimedOut,

    /// <summary>Nothing of a phone.</summary>
    Idle,
}

/// <summary>
/// A sentence as a program writes it, with places for what changes: <c>Serving {name} to {client}:{port}</c>. It has to
/// be all of the words of the line, unless it ends in <c>{*}</c>.
/// </summary>
internal sealed class Phrase
{
    private readonly (byte[] Literal, PlaceKind Place)[] _parts;

    /// <param name="pattern">The sentence.</param>
    /// <param name="meaning">What it means.</param>
    internal Phrase(string pattern, PhraseMeaning meaning)
    {
        Meaning = meaning;
        List<(byte[], PlaceKind)> parts = [];
        int at = 0;
        while (at < pattern.Length)
        {
            int open = pattern.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add((Encoding.UTF8.GetBytes(pattern[at..]), PlaceKind.None));
                break;
            }

            int close = pattern.IndexOf('}', open);
            parts.Add((Encoding.UTF8.GetBytes(pattern[at..open]), pattern[(open + 1)..close] switch
            {
                "name" => PlaceKind.Name,
                "path" => PlaceKind.Path,
                "client" => PlaceKind.Client,
                "port" => PlaceKind.Port,
                "bytes" => PlaceKind.Bytes,
                "mark" => PlaceKind.Mark,
                "*" => PlaceKind.Any,
                { } other => throw new ArgumentException($"{other} is no place of a phrase.", nameof(pattern)),
            }));
            at = close + 1;
        }

        _parts = [.. parts];
        Anchor = _parts.Select(p => p.Literal).MaxBy(l => l.Length)!;
    }

    private enum PlaceKind
    {
        None,
        Name,
        Path,
        Client,
        Port,
        Bytes,
        Mark,
        Any,
    }

    /// <summary>What it means.</summary>
    internal PhraseMeaning Meaning { get; }

    /// <summary>The longest piece of it that is always there.</summary>
    internal byte[] Anchor { get; }

    /// <summary>The words with which it begins; empty when it begins with a place.</summary>
    internal ReadOnlySpan<byte> Beginning => _parts[0].Literal;

    internal bool TryRead(ReadOnlySpan<byte> text, out PhraseParts read)
    {
        read = default;
        if (!text.StartsWith(_parts[0].Literal)) return false;
        text = text[_parts[0].Literal.Length..];
        for (int i = 0; i < _parts.Length; i++)
        {
            PlaceKind place = _parts[i].Place;
            if (place is PlaceKind.None) return text.IsEmpty;
            ReadOnlySpan<byte> literal = i + 1 < _parts.Length ? _parts[i + 1].Literal : default;
            int end = literal.IsEmpty ? text.Length : text.IndexOf(literal);
            if (end < 0 || (i == 0 && Beginning.IsEmpty && text[..end].IndexOfAny("\"\t|;"u8) >= 0)
                || !Take(place, text[..end], ref read)) return false;
            text = text[(end + literal.Length)..];
        }

        return text.IsEmpty;
    }

    private static bool Take(PlaceKind place, ReadOnlySpan<byte> value, ref PhraseParts read)
    {
        switch (place)
        {
            case PlaceKind.Name:
                read.Name = value;
                return !value.IsEmpty;
            case PlaceKind.Path:
                read.Name = FileOnDisk.NameOf(value.Trim((byte)' '));
                return !read.Name.IsEmpty;
            case PlaceKind.Client:
                read.Client = ByteScan.AddressOf(value, out int port);
                if (port != 0) read.Port = port;
                return read.Client.IndexOf((byte)' ') < 0;
            case PlaceKind.Port:
                return Utf8Parser.TryParse(value, out read.Port, out int digits) && digits == value.Length
                    && read.Port is >= 0 and <= ushort.MaxValue;
            case PlaceKind.Bytes:
                return Utf8Parser.TryParse(value, out read.Bytes, out _);
            case PlaceKind.Mark:
                read.Mark = value;
                return true;
            default:
                return true;
        }
    }
}

/// <summary>What a phrase was found to hold.</summary>
internal ref struct PhraseParts
{
    internal ReadOnlySpan<byte> Name;
    internal ReadOnlySpan<byte> Client;
    internal ReadOnlySpan<byte> Mark;
    internal long Bytes;
    internal int Port;
}
