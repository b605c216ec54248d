using System.Diagnostics.CodeAnalysis;
using System.Net.NetworkInformation;
using Ringback.Catalogue;
using Ringback.Datagrams;
using Ringback.Datagrams.Captures;
using Ringback.Datagrams.Stacks;
using Ringback.Phones.Events;
using Ringback.Workbench.Network;

namespace Ringback.Workbench.Hearing;

/// <summary>
/// Listens at a network card with one thread, and sends nothing: a tap has no way to. Where frames are not to be had it
/// hears what sockets can, and says what that is not.
/// </summary>
public sealed class CardListener : IDisposable
{
    // The largest frame that a card hands over: packets that it has put together itself.
    private const int LongestFrame = 64 * 1024;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);

    private readonly IFrameTap _tap;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private volatile bool _ends;

    private CardListener(IFrameTap tap, NetworkCard card, PhoneCatalogue catalogue, TimeProvider time,
        Action<PhoneEvent>? told)
    {
        _tap = tap;
        _time = time;
        Phones = new HeardPhones(card.Name, catalogue, [.. card.Subnets], told);
        _thread = new Thread(Listen) { IsBackground = true, Name = "listener" };
        _thread.Start();
    }

    /// <summary>What was heard.</summary>
    public HeardPhones Phones { get; }

    /// <summary>What cannot be seen, in a sentence; null when everything is.</summary>
    public string? Blind { get; private init; }

    /// <summary>Frames that the system lost because there were too many.</summary>
    public long Lost => _tap.Lost;

    /// <summary>Begins to listen.</summary>
    /// <param name="card">The card.</param>
    /// <param name="catalogue">What is known of phones, with the assumptions that hold.</param>
    /// <param name="time">The clock.</param>
    /// <param name="told">Is told each event, on the listener's thread; null for nobody.</param>
    /// <param name="listener">The listener, when true is returned.</param>
    /// <param name="whyNot">A sentence for people, with what to do, when false is returned.</param>
    public static bool TryStart(NetworkCard card, PhoneCatalogue catalogue, TimeProvider time,
        Action<PhoneEvent>? told, [NotNullWhen(true)] out CardListener? listener, out string whyNot)
    {
        ArgumentNullException.ThrowIfNull(card);
        listener = null;
        string? blind = null;
        if (!FrameTaps.TryOpen(card.Index, NameForPcap(card), out IFrameTap? tap, out whyNot))
        {
            if (!FrameTaps.TryOpenSockets(out tap, out string noSockets))
            {
                whyNot = $"{whyNot} {noSockets}";
                return false;
            }

            blind = $"{whyNot} {tap.Blind}";
        }

        listener = new CardListener(tap, card, catalogue, time, told) { Blind = blind };
        return true;
    }

    /// <summary>Hears nothing more; what was under way ends as it was heard last.</summary>
    public void Stop()
    {
        if (_ends) return;
        _ends = true;
        _tap.Wake();
        _thread.Join();
        Phones.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _tap.Dispose();
    }

    /// <summary>libpcap on Windows wants the identifier that the framework has.</summary>
    private static string NameForPcap(NetworkCard card) => !OperatingSystem.IsWindows()
        ? card.Name
        : NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(i => i.Name == card.Name)?.Id ?? card.Name;

    private void Listen()
    {
        byte[] buffer = new byte[LongestFrame];
        long number = 0;
        while (!_ends)
        {
            int length = _tap.Receive(buffer, Wait);
            DateTimeOffset now = _time.GetUtcNow();
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, length);
            if (length > 0) Phones.Take(new CapturedFrame(++number, now, _tap.LinkType, bytes, length));
            else Phones.Pass(now);
        }
    }
}
