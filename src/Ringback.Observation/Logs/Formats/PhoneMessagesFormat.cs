using System.Text;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>
/// What a phone itself shows under Settings &gt; Status &gt; Status Messages, or writes to its console: it has no
/// address in it, because it is all of one phone.
/// </summary>
internal sealed class PhoneMessagesFormat : ILogFormat
{
    private static readonly (Phrase Phrase, TransferOutcome? End)[] OfFiles =
    [
        (new Phrase("File Not Found : {name}", PhraseMeaning.NotHere), null),
        (new Phrase("File Not Found: {name}", PhraseMeaning.NotHere), null),
        (new Phrase("TFTP Not Found : {name}", PhraseMeaning.NotHere), null),
        (new Phrase("TFTP file not found: {name}", PhraseMeaning.NotHere), null),
        (new Phrase("TFTP Error : {name}", PhraseMeaning.NotHere), null),
        (new Phrase("TFTP Timeout : {name}", PhraseMeaning.TimedOut), TransferOutcome.NeverAnswered),
        (new Phrase("TFTP timeout: {name}", PhraseMeaning.TimedOut), TransferOutcome.NeverAnswered),
        (new Phrase("{name}(TFTP)", PhraseMeaning.Delivered), TransferOutcome.Delivered),
        (new Phrase("{name}(HTTP)", PhraseMeaning.Delivered), TransferOutcome.Delivered),
    ];

    private static readonly byte[][] Known =
    [
        "No CTL installed"u8.ToArray(), "No Trust List"u8.ToArray(), "CTL Installed"u8.ToArray(),
        "CTL installed"u8.ToArray(), "ITL installed"u8.ToArray(), "Trust List Updated"u8.ToArray(),
        "Trust List update failed"u8.ToArray(), "Error Updating Locale"u8.ToArray(),
        "Error updating locale"u8.ToArray(), "Load ID incorrect"u8.ToArray(), "Load Rejected"u8.ToArray(),
        "Load rejected"u8.ToArray(), "Checksum error"u8.ToArray(), "IP Address Released"u8.ToArray(),
        "Duplicate IP"u8.ToArray(), "DHCP timeout"u8.ToArray(), "DHCP Timeout"u8.ToArray(),
        "DNS timeout"u8.ToArray(), "DNS unknown host"u8.ToArray(), "Auth Fail"u8.ToArray(), "CFG file"u8.ToArray(),
        "Version error"u8.ToArray(), "Programming Error"u8.ToArray(), "Unprovisioned"u8.ToArray(),
        "Registration Rejected"u8.ToArray(), "Protocol Application Invalid"u8.ToArray(),
        "TFTP timeout"u8.ToArray(), "TFTP file not found"u8.ToArray(), "TFTP error"u8.ToArray(),
        "File auth error"u8.ToArray(), "Network busy"u8.ToArray(),
    ];

    public string Name => "phone-messages";

    public IReadOnlyList<byte[]> Anchors { get; } =
        ["File Not Found :"u8.ToArray(), "TFTP Timeout :"u8.ToArray(), "TFTP Not Found :"u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ReadOnlySpan<byte> text = line.Text.Trim(" \t"u8);
        foreach ((Phrase phrase, TransferOutcome? end) in OfFiles)
        {
            if (!phrase.TryRead(text, out PhraseParts read) || !GuessedNames.IsPhones(read.Name)) continue;
            SightingClient phone = book.At(ClientAddress.None);
            book.Asked(phone, read.Name);
            if (end is { } how) book.Ended(phone, read.Name, new TransferEnd(how));
            else book.Answered(phone, read.Name, AskOutcome.NotHere);
            return LineVerdict.Told;
        }

        return IsKnown(text) || IsNumbered(text) ? Said(text, book) : LineVerdict.Strange;
    }

    private static LineVerdict Said(ReadOnlySpan<byte> text, SightingBook book)
    {
        const int longest = 200;
        book.Saw(new PhoneSaid
        {
            At = book.Now, Address = ClientAddress.None.ToIPAddress(),
            Text = Encoding.UTF8.GetString(text[..Math.Min(text.Length, longest)]),
        });
        return LineVerdict.Told;
    }

    private static bool IsKnown(ReadOnlySpan<byte> text)
    {
        // A phone's display has 30 characters to a line; a server that begins so goes on.
        const int longest = 48;
        if (text.Length > longest) return false;
        foreach (byte[] known in Known)
        {
            if (text.StartsWith(known)) return true;
        }

        return false;
    }

    /// <summary><c>W350 …</c>: the SIP application of a 7940 numbers its warnings.</summary>
    private static bool IsNumbered(ReadOnlySpan<byte> text) => text is [(byte)'W', _, _, _, ..]
        && char.IsAsciiDigit((char)text[1]) && char.IsAsciiDigit((char)text[2]) && char.IsAsciiDigit((char)text[3])
        && (text.Length == 4 || text[4] is (byte)' ' or (byte)':' or (byte)',');
}
