using System.Net;
using System.Net.Sockets;
using Ringback.Simulation.Network;
using Ringback.Wire.Rtp;

namespace Ringback.Simulation.Desks;

/// <summary>
/// The voice of a simulated phone: says a tone, as somebody who speaks all the time, and counts what it hears.
/// </summary>
internal sealed class DeskVoice : IDisposable
{
    private const int SamplesInPacket = 160;
    private const double ToneHertz = 400;
    private const double Loud = 0.1;

    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);

    private readonly IDatagramPort _port;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private IPEndPoint? _other;
    private int _packet;
    private uint _keyAt;

    internal DeskVoice(IPhoneNetwork network, IPAddress? own, IPEndPoint towards, TimeProvider time,
        CancellationToken cancel)
    {
        _port = network.OpenPort(own, towards);
        _time = time;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ = HearAsync();
    }

    /// <summary>Where it hears.</summary>
    internal IPEndPoint Local => _port.Local;

    /// <summary>Packets that were heard and were no silence.</summary>
    internal int Heard { get; private set; }

    internal void SpeakTo(IPEndPoint other)
    {
        _other = other;
        _ = SpeakAsync(other);
    }

    /// <summary>Presses a key, which goes with the voice: the event's beginning, its middle and its end.</summary>
    internal async Task PressAsync(char key)
    {
        if (_other is not { } other) return;
        // No two events may bear the same time.
        _keyAt = Math.Max(_keyAt + SamplesInPacket, (uint)(_packet * SamplesInPacket));
        for (ushort i = 1; i <= 3; i++)
        {
            byte[] payload = RtpKeyEvent.Write(key, isEnd: i == 3, (ushort)(i * SamplesInPacket));
            byte[] bytes = RtpPacket.Write(
                RtpKeyEvent.PayloadType, i == 1, (ushort)Interlocked.Increment(ref _packet), _keyAt, 0x5157, payload);
            await _port.SendAsync(bytes, other, _end.Token).ConfigureAwait(false);
            await Waiting.ForAsync(Packet, _time, _end.Token).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _port.Dispose();
    }

    private async Task SpeakAsync(IPEndPoint other)
    {
        byte[] samples = new byte[SamplesInPacket];
        for (bool first = true; !_end.IsCancellationRequested; first = false)
        {
            int packet = Interlocked.Increment(ref _packet);
            for (int i = 0; i < samples.Length; i++)
            {
                double at = (packet * SamplesInPacket + i) * ToneHertz / G711.Rate;
                samples[i] = G711.ToMuLaw((short)(16_000 * Math.Sin(2 * Math.PI * at)));
            }

            byte[] bytes = RtpPacket.Write(G711.MuLaw, first, (ushort)packet, (uint)(packet * SamplesInPacket),
                0x5157, samples);
            try
            {
                await _port.SendAsync(bytes, other, _end.Token).ConfigureAwait(false);
                await Waiting.ForAsync(Packet, _time, _end.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task HearAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                ReceivedDatagram? heard = await _port.ReceiveAsync(TimeSpan.FromSeconds(1), _end.Token)
                    .ConfigureAwait(false);
                if (heard is not null && RtpPacket.TryRead(heard.Content.Span, out RtpPacket packet)
                    && G711.Loudness(packet.PayloadType, packet.Payload) > Loud) Heard++;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            _end.Cancel();
        }
    }
}
