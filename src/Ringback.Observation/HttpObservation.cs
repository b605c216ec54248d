using System.Net;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Observation;

/// <summary>From ends of HTTP responses to events; questions are as in <see cref="TftpObservation"/>.</summary>
public static class HttpObservation
{
    /// <summary>A question for a file, as somebody sees it who only listens.</summary>
    /// <param name="phone">Who asked, from which port.</param>
    /// <param name="name">The name as the phone wrote it.</param>
    /// <param name="status">The status of the answer; null when none was seen.</param>
    /// <param name="length">Bytes of the file; null when not known.</param>
    /// <param name="at">When it was asked.</param>
    public static FileAsked Seen(IPEndPoint phone, string name, int? status, long? length, DateTimeOffset at)
    {
        const int fine = 200, part = 206, notFound = 404, gone = 410;
        AskOutcome outcome = status switch
        {
            null => AskOutcome.Unknown,
            fine or part => AskOutcome.Served,
            notFound or gone => AskOutcome.NotHere,
            _ => AskOutcome.Refused,
        };
        bool isServed = outcome is AskOutcome.Served;
        return new FileAsked
        {
            At = at,
            Address = phone.Address,
            Mac = RequestedFile.Recognise(name).Mac,
            Port = phone.Port,
            Transport = Transport.Http,
            Name = name,
            Outcome = outcome,
            Served = isServed ? name : null,
            Length = isServed ? length : null,
        };
    }

    /// <summary>A response with a file, or a part of one, ended.</summary>
    /// <param name="phone">The phone and its port.</param>
    /// <param name="asked">The name as the phone wrote it.</param>
    /// <param name="served">The name of the file.</param>
    /// <param name="outcome">How it ended, for the bytes that were to be sent.</param>
    /// <param name="bytes">Bytes that were sent.</param>
    /// <param name="length">Bytes of the whole file.</param>
    /// <param name="took">From request to end.</param>
    /// <param name="at">When it ended.</param>
    public static TransferEnded Ended(IPEndPoint phone, string asked, string served, TransferOutcome outcome,
        long bytes, long length, TimeSpan took, DateTimeOffset at) => new()
        {
            At = at,
            Address = phone.Address,
            Mac = RequestedFile.Recognise(asked).Mac,
            Port = phone.Port,
            Transport = Transport.Http,
            Name = served,
            // A part is not the file, however well it arrived.
            Outcome = outcome == TransferOutcome.Delivered && bytes < length ? TransferOutcome.Unconfirmed : outcome,
            Bytes = bytes,
            Length = length,
            Blocks = 0,
            Retransmissions = 0,
            Seconds = Math.Round(took.TotalSeconds, 3),
            BytesPerSecond = took > TimeSpan.Zero ? Math.Round(bytes / took.TotalSeconds) : null,
        };
}
