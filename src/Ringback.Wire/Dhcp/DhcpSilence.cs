namespace Ringback.Wire.Dhcp;

/// <summary>Counts the messages that are not answered, by reason, and tells of them now and then.</summary>
internal sealed class DhcpSilence(TimeSpan tellEvery)
{
    private const int Reasons = (int)DhcpBecause.Exhausted + 1;

    private readonly long[] _all = new long[Reasons];
    private readonly long[] _untold = new long[Reasons];
    private readonly TimeSpan?[] _toldAt = new TimeSpan?[Reasons];
    private readonly HardwareAddress[] _last = new HardwareAddress[Reasons];
    private readonly Ipv4Address[] _lastRelay = new Ipv4Address[Reasons];

    public long Count(DhcpBecause why) => _all[(int)why];

    public void Note(DhcpBecause why, DhcpMessage message, TimeSpan now, List<DhcpEffect> effects)
    {
        _all[(int)why]++;
        _untold[(int)why]++;
        _last[(int)why] = message.Hardware;
        _lastRelay[(int)why] = message.Relay;
        Tell((int)why, now, effects);
    }

    /// <summary>Tells what was held back, when its time has come.</summary>
    public void Tell(TimeSpan now, List<DhcpEffect> effects)
    {
        for (int why = 0; why < Reasons; why++) Tell(why, now, effects);
    }

    /// <summary>When something is to be told that was held back.</summary>
    public TimeSpan? NextTelling()
    {
        TimeSpan? next = null;
        for (int why = 0; why < Reasons; why++)
        {
            if (_untold[why] > 0 && (next is null || _toldAt[why] + tellEvery < next)) next = _toldAt[why] + tellEvery;
        }

        return next;
    }

    private void Tell(int why, TimeSpan now, List<DhcpEffect> effects)
    {
        if (_untold[why] == 0 || now < _toldAt[why] + tellEvery) return;
        effects.Add(new DhcpIgnored((DhcpBecause)why, _last[why], _untold[why]) { Relay = _lastRelay[why] });
        _untold[why] = 0;
        _toldAt[why] = now;
    }
}
