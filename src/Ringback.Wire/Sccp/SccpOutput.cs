using System.Net;

namespace Ringback.Wire.Sccp;

/// <summary>Collects what follows from one step.</summary>
internal sealed class SccpOutput
{
    private List<SccpEffect> _effects = [];

    internal void Send(SccpPhone phone, byte[] frame) => _effects.Add(new SccpSend(phone.Connection, frame));

    internal void Tell(SccpPhone phone, SccpEvidence evidence) =>
        _effects.Add(new SccpProved(phone.Connection, evidence, phone.Load));

    internal void Close(SccpPhone phone, SccpMalformation why) => _effects.Add(new SccpClose(phone.Connection, why));

    internal void BeginEcho(SccpPhone phone, IPEndPoint voice) =>
        _effects.Add(new SccpEchoBegun(phone.Connection, voice));

    internal void EndEcho(SccpPhone phone, IPEndPoint voice) =>
        _effects.Add(new SccpEchoEnded(phone.Connection, voice));

    /// <summary>What was collected; the next step begins with nothing.</summary>
    internal IReadOnlyList<SccpEffect> Take()
    {
        if (_effects.Count == 0) return [];
        List<SccpEffect> taken = _effects;
        _effects = [];
        return taken;
    }
}
