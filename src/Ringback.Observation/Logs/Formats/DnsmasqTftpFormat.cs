using System.Diagnostics.CodeAnalysis;
using Ringback.Observation.Logs.Lines;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Logs.Formats;

/// <summary>The TFTP part of dnsmasq. It tells of a transfer at its end only, and prints the path on disk.</summary>
/// <remarks>
/// <code>
///   sent /tftpboot/X to 192.0.2.5 · failed sending /tftpboot/X to 192.0.2.5 · file /tftpboot/X not found for 192.0.2.5
///   file X not found · cannot access /tftpboot/X: Permission denied · error 0 Y received from 192.0.2.5
/// </code>
/// </remarks>
internal sealed class DnsmasqTftpFormat : ILogFormat
{
    private byte[] _root = [];
    private (SightingClient From, short Code, string Said)? _gaveUp;

    public string Name => "dnsmasq";

    public IReadOnlyList<byte[]> Anchors { get; } =
        ["failed sending "u8.ToArray(), "sent /"u8.ToArray(), "file /"u8.ToArray(), "TFTP root is "u8.ToArray()];

    public LineVerdict Read(in LogLine line, SightingBook book)
    {
        ByteScan scan = new(line.Text);
        if (scan.Take("sent "u8))
        {
            if (!scan.TakeUntilLast(" to "u8, out ReadOnlySpan<byte> sent) || !TryClient(scan.Rest, book, out var to))
                return LineVerdict.Strange;
            End(to, sent, new TransferEnd(TransferOutcome.Delivered), book);
            return LineVerdict.Told;
        }

        if (scan.Take("failed sending "u8))
        {
            if (!scan.TakeUntilLast(" to "u8, out ReadOnlySpan<byte> failed) || !TryClient(scan.Rest, book, out var to))
                return LineVerdict.Strange;
            End(to, failed, Failed(to), book);
            return LineVerdict.Told;
        }

        if (scan.Take("file "u8) && scan.TakeUntilLast(" not found for "u8, out ReadOnlySpan<byte> missing))
        {
            if (!TryClient(scan.Rest, book, out SightingClient? who)) return LineVerdict.Strange;
            ReadOnlySpan<byte> name = WithoutRoot(missing);
            book.Asked(who, name);
            book.Answered(who, name, AskOutcome.NotHere);
            return LineVerdict.Told;
        }

        scan = new ByteScan(line.Text);
        if (scan.Take("error "u8) && scan.TakeNumber(out long code)
            && scan.TakeUntilLast(" received from "u8, out ReadOnlySpan<byte> said)
            && TryClient(scan.Rest, book, out SightingClient? from))
        {
            // What it gave up stands in the next line.
            _gaveUp = (from, (short)code, LoggedText.Read(said.Trim((byte)' ')));
            return LineVerdict.Idle;
        }

        int root = line.Text.IndexOf("TFTP root is "u8);
        if (root >= 0)
        {
            ReadOnlySpan<byte> path = line.Text[(root + "TFTP root is "u8.Length)..];
            int blank = path.IndexOf((byte)' ');
            _root = path[..(blank < 0 ? path.Length : blank)].TrimEnd((byte)'/').ToArray();
            return LineVerdict.Idle;
        }

        return line.Program.StartsWith("dnsmasq-tftp"u8) ? LineVerdict.Idle : LineVerdict.Strange;
    }

    private void End(SightingClient client, ReadOnlySpan<byte> path, in TransferEnd end, SightingBook book)
    {
        // The question was not told, so it is told with the end.
        ReadOnlySpan<byte> name = WithoutRoot(path);
        book.Asked(client, name);
        book.Ended(client, name, end);
    }

    /// <summary>It stopped to answer, or said itself that it does not want it.</summary>
    private TransferEnd Failed(SightingClient client)
    {
        if (_gaveUp is not { } gaveUp || !ReferenceEquals(gaveUp.From, client))
            return new TransferEnd(TransferOutcome.NeverAnswered);
        _gaveUp = null;
        return new TransferEnd(TransferOutcome.PhoneError) { ErrorCode = gaveUp.Code, Message = gaveUp.Said };
    }

    /// <summary>
    /// The name that was asked for: without the folder of the server where it told that, else the last part, in which
    /// everything that matters of a phone's name stands, with the folder of a language before it.
    /// </summary>
    private ReadOnlySpan<byte> WithoutRoot(ReadOnlySpan<byte> path)
    {
        if (_root.Length > 0 && path.StartsWith(_root)) return path[_root.Length..].TrimStart((byte)'/');
        return FileOnDisk.NameOf(path);
    }

    private static bool TryClient(
        ReadOnlySpan<byte> text, SightingBook book, [NotNullWhen(true)] out SightingClient? client)
    {
        client = null;
        ReadOnlySpan<byte> address = ByteScan.AddressOf(text, out _);
        if (address.IsEmpty || address.IndexOf((byte)' ') >= 0) return false;
        client = book.At(address);
        return true;
    }
}
