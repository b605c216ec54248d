using System.Net;
using Ringback.Phones.Answers;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Wire.Tftp;

namespace Ringback.Observation;

/// <summary>From TFTP requests and the ends of transfers to events.</summary>
public static class TftpObservation
{
    /// <summary>A question for a file, as far as whoever answered it can tell.</summary>
    /// <param name="phone">Who asked, from which port.</param>
    /// <param name="name">The name as the phone wrote it.</param>
    /// <param name="options">The options of the request, as <see cref="Words"/> gives them.</param>
    /// <param name="answer">What it was given.</param>
    /// <param name="at">When.</param>
    public static FileAsked Asked(
        IPEndPoint phone, string name, IReadOnlyList<string> options, FileAnswer answer, DateTimeOffset at)
    {
        Serve? served = answer as Serve;
        return new FileAsked
        {
            At = at,
            Address = phone.Address,
            Port = phone.Port,
            Name = name,
            Options = options,
            Outcome = answer switch
            {
                Serve => AskOutcome.Served,
                NotHere => AskOutcome.NotHere,
                _ => AskOutcome.Refused,
            },
            Served = served?.Name,
            Length = served?.Content switch
            {
                MadeContent made => made.Bytes.Length,
                StoredContent stored => stored.File.Length - stored.Offset,
                _ => null,
            },
            Sha256 = ContentHash.Of(served?.Content),
            NamesLoad = served?.NamesLoad,
            Because = answer.Because,
        };
    }

    /// <summary>A question for a file, as somebody sees it who only listens.</summary>
    /// <param name="phone">Who asked, from which port.</param>
    /// <param name="request">The question.</param>
    /// <param name="outcome">How it was answered.</param>
    /// <param name="length">Bytes of what was sent; null when not known.</param>
    /// <param name="content">What was sent, where all of it was seen; null otherwise.</param>
    /// <param name="at">When it was asked.</param>
    public static FileAsked Seen(IPEndPoint phone, TftpRequest request, AskOutcome outcome, long? length,
        ReadOnlyMemory<byte>? content, DateTimeOffset at)
    {
        RequestedFile file = RequestedFile.Recognise(request.FileName);
        bool isServed = outcome is AskOutcome.Served;
        return new FileAsked
        {
            At = at,
            Address = phone.Address,
            Mac = file.Mac,
            Port = phone.Port,
            Name = request.FileName,
            Options = Words(request.Options),
            Outcome = outcome,
            Served = isServed ? request.FileName : null,
            Length = isServed ? length : null,
            Sha256 = content is { } bytes ? ContentHash.Of(bytes.Span) : null,
            NamesLoad = content is { } said ? NamedLoad.In(file.Kind, said) : null,
        };
    }

    /// <summary>A transfer to a phone ended.</summary>
    /// <param name="phone">The phone and its port.</param>
    /// <param name="request">What it had asked for.</param>
    /// <param name="report">How it ended.</param>
    /// <param name="at">When.</param>
    public static TransferEnded Ended(IPEndPoint phone, TftpRequest request, TftpReport report, DateTimeOffset at) =>
        new()
        {
            At = at,
            Address = phone.Address,
            Mac = RequestedFile.Recognise(request.FileName).Mac,
            Port = phone.Port,
            Name = report.Name,
            Outcome = report.Outcome switch
            {
                TftpOutcome.Replaced => TransferOutcome.Restarted,
                TftpOutcome.Delivered => TransferOutcome.Delivered,
                TftpOutcome.Unconfirmed => TransferOutcome.Unconfirmed,
                TftpOutcome.Stalled => TransferOutcome.Stalled,
                TftpOutcome.NeverAnswered => TransferOutcome.NeverAnswered,
                TftpOutcome.PeerError => TransferOutcome.PhoneError,
                TftpOutcome.Changed => TransferOutcome.FileChanged,
                TftpOutcome.OptionsRefused => TransferOutcome.OptionsRefused,
                _ => TransferOutcome.Stopped,
            },
            Bytes = report.Bytes,
            Length = report.Length,
            Blocks = report.Blocks,
            Retransmissions = report.Retransmissions,
            Seconds = Math.Round(report.Duration.TotalSeconds, 3),
            PhoneMessage = report.Message,
            PhoneErrorCode = report.Outcome is TftpOutcome.PeerError ? (int?)report.Code : null,
            Options = Words(report.Terms.Agreed),
            BlockSize = report.Terms.BlockSize,
            WindowSize = report.Terms.WindowSize,
            BytesPerSecond = report.Duration > TimeSpan.Zero
                ? Math.Round(report.Bytes / report.Duration.TotalSeconds)
                : null,
            RoundTripSeconds = report.RoundTrip is { } roundTrip ? Math.Round(roundTrip.TotalSeconds, 6) : null,
            Mode = request.Mode == TftpMode.Octet ? "octet" : "netascii",
        };

    /// <summary>A file that somebody sent has come, or has not.</summary>
    /// <param name="sender">Who sent it, from which port.</param>
    /// <param name="request">What was to be written.</param>
    /// <param name="report">How it ended.</param>
    /// <param name="at">When.</param>
    public static FileReceived Received(
        IPEndPoint sender, TftpRequest request, TftpReport report, DateTimeOffset at) => new()
        {
            At = at,
            Address = sender.Address,
            Port = sender.Port,
            Name = request.FileName,
            Outcome = report.Outcome switch
            {
                TftpOutcome.Delivered => UploadOutcome.Received,
                TftpOutcome.TooLarge => UploadOutcome.TooLarge,
                TftpOutcome.PeerError => UploadOutcome.PhoneError,
                TftpOutcome.Replaced => UploadOutcome.Restarted,
                TftpOutcome.Stopped => UploadOutcome.Stopped,
                TftpOutcome.NotKept => report.Code switch
                {
                    TftpErrorCode.FileExists => UploadOutcome.Exists,
                    TftpErrorCode.DiskFull => UploadOutcome.DiskFull,
                    _ => UploadOutcome.Refused,
                },
                _ => UploadOutcome.Stalled,
            },
            Bytes = report.Bytes,
            Blocks = report.Blocks,
            Seconds = Math.Round(report.Duration.TotalSeconds, 3),
            Retransmissions = report.Retransmissions,
            Options = Words(report.Terms.Agreed),
            PhoneMessage = report.Outcome == TftpOutcome.PeerError ? report.Message : null,
        };

    /// <summary>A file that somebody wanted to send was not taken at all.</summary>
    /// <param name="sender">Who, from which port.</param>
    /// <param name="name">The name.</param>
    /// <param name="why">Why.</param>
    /// <param name="at">When.</param>
    public static FileReceived NotTaken(IPEndPoint sender, string name, UploadOutcome why, DateTimeOffset at) => new()
    {
        At = at,
        Address = sender.Address,
        Port = sender.Port,
        Name = name,
        Outcome = why,
        Bytes = 0,
        Blocks = 0,
        Seconds = 0,
        Retransmissions = 0,
    };

    /// <summary>Options as <c>name=value</c>. A phone's request is plain, and a plain one costs nothing here.</summary>
    public static string[] Words(IReadOnlyList<TftpOption> options) =>
        options.Count == 0 ? [] : [.. options.Select(o => o.ToString())];
}
