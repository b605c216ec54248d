namespace Ringback.Simulation.Storms;

/// <summary>
/// Whether a packet is lost, from a seed. Thrown for each packet of a storm, so without the lock and the delays of
/// <see cref="Network.NetworkDice"/>: a xorshift generator and one comparison.
/// </summary>
internal struct StormDice(int seed, double loss)
{
    private readonly ulong _threshold = (ulong)(Math.Clamp(loss, 0, 1) * uint.MaxValue);

    // Never zero, or all that follows would be zero too; spread, because seeds are small numbers.
    private ulong _state = ((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15;

    internal bool IsLost()
    {
        if (_threshold == 0) return false;
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return _state >> 32 < _threshold;
    }
}
