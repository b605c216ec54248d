using System.Net;
using Ringback.Wire.Calls;
using Ringback.Wire.Sccp;

namespace Ringback.Wire.Tests.Sccp;

/// <summary>What followed of some bytes.</summary>
internal sealed record OnePhoneStep(
    ReadOnlyMemory<byte> Replies, IReadOnlyList<SccpEvidence> Evidence, SccpMalformation Close);

/// <summary>A registrar with one phone, whose answers are looked at as they lie in its connection.</summary>
internal sealed class OnePhone
{
    private const int Connection = 7;

    private static readonly IPEndPoint s_phone = new(IPAddress.Parse("192.0.2.40"), 49_152);
    private static readonly IPEndPoint s_local = new(IPAddress.Parse("192.0.2.1"), 2000);

    private readonly SccpRegistrar _registrar;
    private SccpMalformation _close;

    internal OnePhone(SccpRegistrarOptions? options = null)
    {
        _registrar = new SccpRegistrar(options);
        _registrar.Open(Connection, s_phone, s_local, default);
    }

    internal string? Load { get; private set; }

    internal string? Register => _registrar.DeviceOf(Connection);

    internal OnePhoneStep Receive(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        List<byte> replies = [];
        List<SccpEvidence> evidence = [];
        foreach (SccpEffect effect in _registrar.Receive(Connection, bytes, new Moment(TimeSpan.Zero, now)))
        {
            if (effect is SccpSend send) replies.AddRange(send.Bytes.Span);
            if (effect is SccpProved proved)
            {
                evidence.Add(proved.Evidence);
                Load = proved.Load;
            }

            if (effect is SccpClose close) _close = close.Why;
        }

        return new OnePhoneStep(replies.ToArray(), evidence, _close);
    }
}
