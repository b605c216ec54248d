using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>A log whose lines are sentences of <see cref="PhraseTable"/>, each by itself.</summary>
internal sealed class PhraseFormat : ILogFormat
{
    private readonly Phrase[] _phrases;
    private readonly byte[][] _programs;
    private readonly OpenQuestions _open = new();

    internal PhraseFormat(string name, IReadOnlyList<Phrase> phrases, IReadOnlyList<string> programs)
    {
        Name = name;
        _phrases = [.. phrases];
        _programs = [.. programs.Select(System.Text.Encoding.ASCII.GetBytes)];
        Anchors = [.. phrases.Where(p => p.Meaning is not PhraseMeaning.Idle).Select(p => p.Beginning.ToArray())
            .Where(b => b.Length > 5)];
    }

    public string Name { get; }

    public IReadOnlyList<byte[]> Anchors { get; }

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        foreach (Phrase phrase in _phrases)
        {
            if (phrase.TryRead(line.Text.TrimEnd(" \t"u8), out PhraseParts read)) return Tell(phrase, read, book);
        }

        foreach (byte[] program in _programs)
        {
            if (line.Program.StartsWith(program)) return LineVerdict.Idle;
        }

        return LineVerdict.Strange;
    }

    private LineVerdict Tell(Phrase phrase, in PhraseParts read, SightingBook book)
    {
        if (phrase.Meaning is PhraseMeaning.Idle) return LineVerdict.Idle;
        if (phrase.Meaning is PhraseMeaning.Asked)
        {
            SightingClient asking = book.At(read.Client);
            _open.Add(asking, book.Asked(asking, read.Name, AskOutcome.Unknown, read.Port), read.Mark);
            return LineVerdict.Told;
        }

        // A line that does not say who it was is about the one that asked for that name, or about the last one.
        SightingClient client;
        ReadOnlySpan<byte> name = read.Name;
        if (!read.Client.IsEmpty)
        {
            client = book.At(read.Client);
            if (name.IsEmpty && _open.Find(client, read.Mark) is { } last) name = last.Raw;
        }
        else
        {
            if ((name.IsEmpty ? _open.CloseOldest() : _open.Close(name)) is not { } asked) return LineVerdict.Idle;
            client = asked.Client;
            name = asked.Name.Raw;
        }

        if (name.IsEmpty) return LineVerdict.Idle;
        switch (phrase.Meaning)
        {
            case PhraseMeaning.NotHere:
                book.Answered(client, name, AskOutcome.NotHere);
                break;
            case PhraseMeaning.Refused:
                book.Answered(client, name, AskOutcome.Refused);
                break;
            default:
                book.Ended(client, name, new TransferEnd(phrase.Meaning switch
                {
                    PhraseMeaning.Delivered => TransferOutcome.Delivered,
                    PhraseMeaning.TimedOut => TransferOutcome.NeverAnswered,
                    _ => TransferOutcome.Stalled,
                })
                {
                    Bytes = read.Bytes, Length = phrase.Meaning is PhraseMeaning.Delivered ? read.Bytes : 0,
                });
                break;
        }

        return LineVerdict.Told;
    }
}
