using System.Diagnostics.CodeAnalysis;
using Ringback.Phones.Cases;
using Ringback.Wire.Dhcp;

namespace Ringback.Workbench.Dhcp;

/// <summary>
/// The phones of DHCP, bounded: those that only say that they are phones apart from those that have shown it elsewhere,
/// so that made-up ones push out each other and no real one. Who was heard of longest ago goes first. Safe for several
/// threads.
/// </summary>
/// <param name="mostShown">Phones that have shown themselves.</param>
/// <param name="mostSaid">Clients that only say it.</param>
internal sealed class SeenPhones(int mostShown = SeenPhones.MostShown, int mostSaid = SeenPhones.MostSaid)
{
    /// <summary>As many phones as a network of /16 holds.</summary>
    internal const int MostShown = 1 << 16;

    /// <summary>A whole floor that starts at once, several times over.</summary>
    internal const int MostSaid = 1 << 14;

    private readonly RecentTable<HardwareAddress, PhoneSeen> _shown = new(mostShown);
    private readonly RecentTable<HardwareAddress, PhoneSeen> _said = new(mostSaid);
    private readonly Lock _lock = new();

    internal int Count
    {
        get
        {
            lock (_lock) return _shown.Count + _said.Count;
        }
    }

    internal bool Contains(HardwareAddress hardware) => TryGet(hardware, out _);

    internal bool TryGet(HardwareAddress hardware, [MaybeNullWhen(false)] out PhoneSeen phone)
    {
        lock (_lock) return _shown.TryGet(hardware, out phone) || _said.TryGet(hardware, out phone);
    }

    /// <summary>It was heard of, and says that it is a phone or has said so before; null when it has not.</summary>
    internal PhoneSeen? Hear(HardwareAddress hardware, bool says)
    {
        lock (_lock)
        {
            if (_shown.TryGet(hardware, out PhoneSeen? phone))
            {
                _shown.Set(hardware, phone);
                return phone;
            }

            if (!_said.TryGet(hardware, out phone) && !says) return null;
            phone ??= new PhoneSeen();
            _said.Set(hardware, phone);
            return phone;
        }
    }

    /// <summary>It has shown elsewhere that it is a phone. True when that was not known.</summary>
    internal bool Show(HardwareAddress hardware)
    {
        lock (_lock)
        {
            if (_shown.TryGet(hardware, out PhoneSeen? phone)) return false;
            if (!_said.TryGet(hardware, out phone)) phone = new PhoneSeen();
            _said.Remove(hardware);
            phone.IsShown = true;
            _shown.Set(hardware, phone);
            return true;
        }
    }
}
