using System.Buffers;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// A log of which nothing is known: in each line the address, the name of a file and the word that says what happened
/// are looked for. What is found so is a guess, and is said to be one.
/// </summary>
internal sealed class GuessFormat : ILogFormat
{
    // The longest path that is looked at.
    private const int LongestWord = 512;

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t~\"'<>[](){}|,;=`"u8);

    private readonly OpenQuestions _open = new();

    public string Name => "guess";

    public IReadOnlyList<byte[]> Anchors { get; } = [];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Text;
        if (text.Length < GuessedNames.Shortest) return LineVerdict.Strange;
        if (!TryName(text, out Range where, out bool isPhones))
        {
            // What looks like a program before a colon may be the name.
            text = line.Whole;
            if (line.Program.IsEmpty || !TryName(text, out where, out isPhones)) return LineVerdict.Strange;
        }

        ReadOnlySpan<byte> name = FileOnDisk.NameOf(text[where]);
        Guess verb = GuessedWords.Find(text[..where.Start], text[where.End..]);
        if (!isPhones && verb is Guess.Nothing) return LineVerdict.Strange;
        SightingClient? client = Client(text, where, book, out int port);
        return Tell(verb, client, name, port, line, book);
    }

    private LineVerdict Tell(
        Guess verb, SightingClient? client, ReadOnlySpan<byte> name, int port, in LogLine line, SightingBook book)
    {
        if (client is null && verb is not (Guess.Nothing or Guess.Asked) && _open.ByName(name) is { } asked)
            client = asked.Client;
        client ??= Named(line, book);
        switch (verb)
        {
            case Guess.Missing:
                book.Answered(client, name, AskOutcome.NotHere);
                break;
            case Guess.Denied:
                book.Answered(client, name, AskOutcome.Refused);
                break;
            case Guess.TimedOut:
                book.Ended(client, name, new TransferEnd(TransferOutcome.NeverAnswered));
                break;
            case Guess.Failed:
                book.Ended(client, name, new TransferEnd(TransferOutcome.Stalled));
                break;
            case Guess.Sent:
                book.Ended(client, name, new TransferEnd(TransferOutcome.Delivered));
                break;
            default:
                _open.Add(client, book.Asked(client, name, AskOutcome.Unknown, port));
                break;
        }

        return LineVerdict.Told;
    }

    /// <summary>Nobody in the line has an address: the phone is known by its name, if that says one.</summary>
    private static SightingClient Named(in LogLine line, SightingBook book) =>
        line.Host.IsEmpty || !ClientAddress.TryRead(line.Host, out ClientAddress host)
            ? book.At(ClientAddress.None)
            : book.At(host);

    private static bool TryName(ReadOnlySpan<byte> text, out Range where, out bool isPhones)
    {
        where = default;
        isPhones = false;
        int at = 0;
        while (at < text.Length)
        {
            int length = text[at..].IndexOfAny(WordEnds);
            if (length < 0) length = text.Length - at;
            // In quotation marks a name may have a blank in it, and be asked for in vain for that very reason.
            int quoted = at > 0 && text[at - 1] == '"' ? text[at..].IndexOf((byte)'"') : -1;
            if (quoted > length && quoted <= LongestWord && GuessedNames.IsPhones(text.Slice(at, quoted)))
            {
                where = at..(at + quoted);
                return isPhones = true;
            }

            if (length is >= GuessedNames.Shortest and <= LongestWord)
            {
                ReadOnlySpan<byte> word = text.Slice(at, length).TrimEnd(".:"u8);
                bool isKnown = GuessedNames.IsPhones(word);
                if (isKnown || (where.Equals(default(Range)) && GuessedNames.IsFile(word)))
                {
                    where = at..(at + word.Length);
                    isPhones = isKnown;
                    if (isKnown) return true;
                }
            }

            at += length + 1;
        }

        return !where.Equals(default(Range));
    }

    /// <summary>
    /// The address beside the words that name a client; else the first. What stands before an arrow is who speaks.
    /// </summary>
    private static SightingClient? Client(ReadOnlySpan<byte> text, Range name, SightingBook book, out int port)
    {
        port = 0;
        ReadOnlySpan<byte> best = default;
        int at = 0;
        while (at < text.Length)
        {
            int length = text[at..].IndexOfAny(WordEnds);
            if (length < 0) length = text.Length - at;
            ReadOnlySpan<byte> word = text.Slice(at, length);
            if (length is >= 7 and <= 48 && char.IsAsciiHexDigit((char)word[0]) && at != name.Start.Value
                && ClientAddress.TryRead(ByteScan.AddressOf(word, out int its), out _))
            {
                bool isNamed = GuessedWords.NamesClient(text[..at]);
                if (best.IsEmpty || isNamed)
                {
                    best = ByteScan.AddressOf(word, out port);
                    if (its != 0) port = its;
                    if (isNamed) break;
                }
            }

            at += length + 1;
        }

        return best.IsEmpty ? null : book.At(best);
    }
}
