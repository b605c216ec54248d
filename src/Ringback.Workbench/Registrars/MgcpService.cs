using Ringback.Observation;
using Ringback.Phones.Events;
using Ringback.Wire.Calls;
using Ringback.Wire.Mgcp;
using Ringback.Workbench.Desk;
using Ringback.Workbench.Ports;

namespace Ringback.Workbench.Registrars;

/// <summary>The MGCP call agent on sockets: one machine behind one lock.</summary>
internal sealed class MgcpService : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private const string Assumption = "mgcp-endpoints-take-audits";

    private readonly MgcpCallAgent _agent;
    private readonly CaseDesk _desk;
    private readonly IReadOnlyList<DatagramListener> _ports;
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly ITimer _beat;
    private readonly Lock _lock = new();

    internal MgcpService(CaseDesk desk, IReadOnlyList<DatagramListener> ports, TimeProvider time)
    {
        _agent = new MgcpCallAgent(desk.Catalogue.Assumes(Assumption));
        _desk = desk;
        _ports = ports;
        _time = time;
        _begin = time.GetTimestamp();
        _beat = time.CreateTimer(_ => Tick(), null, Beat, Beat);
    }

    /// <summary>Takes a datagram of the port with that number.</summary>
    internal DatagramOutcome Take(int port, ReadOnlySpan<byte> datagram, in DatagramArrival arrival)
    {
        lock (_lock) Do(_agent.Receive(datagram, new MgcpWay(port, arrival.From, arrival.Local), Now));
        return default;
    }

    public ValueTask DisposeAsync() => _beat.DisposeAsync();

    private Moment Now => new(_time.GetElapsedTime(_begin), _time.GetLocalNow());

    private void Tick()
    {
        lock (_lock) Do(_agent.Tick(Now));
    }

    private void Do(IReadOnlyList<MgcpEffect> effects)
    {
        foreach (MgcpEffect effect in effects)
        {
            PhoneEvent? told = effect switch
            {
                MgcpSaid said => RegistrationObservation.Of(
                    said.Command, said.Way.Remote.Address, _time.GetUtcNow()),
                MgcpAnswered answered => RegistrationObservation.Of(answered, _time.GetUtcNow()),
                _ => null,
            };
            if (told is not null) _desk.Record(told);
            if (effect is MgcpSend { Way: var way } send)
                _ports[way.Port].Post(send.Bytes, way.Remote, way.Local);
        }
    }
}
