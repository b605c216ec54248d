using Ringback.Catalogue;
using Ringback.Datagrams.Captures;
using Ringback.Observation.Logs;
using Ringback.Observation.Sightings;
using Ringback.Phones.Events;

namespace Ringback.Observation.Captures;

/// <summary>Reads somebody's capture, frame by frame, into the book that logs are read into.</summary>
public static class CaptureReading
{
    private const int FramesBetweenLooks = 4096;

    /// <summary>Reads a capture to its end; null when the stream is none.</summary>
    /// <param name="stream">The file, from its beginning on. It is closed.</param>
    /// <param name="book">What it tells goes in here.</param>
    /// <param name="name">Its name, as frames in it are to be called.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static LogSummary? Read(Stream stream, SightingBook book, string name, PhoneCatalogue catalogue,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(book);
        if (!CaptureReader.TryOpen(stream, out CaptureReader? reader)) return null;
        using (reader)
        {
            book.Open(name, isCapture: true);
            FrameObserver observer = new(name, catalogue);
            while (reader.TryRead(out CapturedFrame frame))
            {
                Keep(observer.Observe(frame), book);
                if (frame.Number % FramesBetweenLooks == 0) cancel.ThrowIfCancellationRequested();
            }

            Keep(observer.Finish(), book);
            FrameCounts counts = observer.Counts;
            string format = reader.Format is CaptureFormat.PcapNg ? "pcapng" : "pcap";
            FormatCount understood = new(format, "a capture of frames", counts.Frames - Missed(counts));
            return new LogSummary(name, counts.Frames == 0 ? [] : [understood], counts.Frames)
            {
                Idle = counts.Frames - counts.Understood - Missed(counts), Bytes = reader.Bytes,
                Cut = reader.End is CaptureEnd.Whole ? 0 : 1, HasTimes = true,
            };
        }
    }

    /// <summary>Frames that nobody understood: what is not of phones was understood and says nothing.</summary>
    private static long Missed(FrameCounts counts) => counts.Unreadable + counts.Malformed;

    private static void Keep(IReadOnlyList<PhoneEvent> told, SightingBook book)
    {
        foreach (PhoneEvent e in told) book.Saw(e, e.Origin is FrameOrigin frame ? frame.Frame : 0);
    }
}
