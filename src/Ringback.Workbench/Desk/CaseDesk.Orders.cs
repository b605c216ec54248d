using Ringback.Catalogue;
using Ringback.Phones.Events;

namespace Ringback.Workbench.Desk;

public sealed partial class CaseDesk
{
    /// <summary>The last word for one phone, or for every phone; null when nothing was said.</summary>
    /// <param name="mac">The phone; null for every phone.</param>
    public OrderGiven? OrderFor(MacAddress? mac)
    {
        lock (_lock) return _orders.Last(mac);
    }

    /// <summary>True for a phone that somebody said is to stay as it is.</summary>
    public bool Stays(MacAddress mac)
    {
        lock (_lock) return _orders.Stays(mac);
    }

    /// <summary>
    /// Says what is to become of a phone, or of every phone; it holds from the next question on, and at the next start
    /// too.
    /// </summary>
    /// <param name="author">Who says so.</param>
    /// <param name="mac">The phone; null for every phone.</param>
    /// <param name="goal">
    /// The goal as with <c>--to</c>; <see cref="OrderGiven.AsItIs"/> for a phone that is to stay as it is.
    /// </param>
    /// <param name="armed">False when nobody is led there yet.</param>
    public OrderGiven Order(string author, MacAddress? mac, string? goal, bool armed)
    {
        lock (_lock)
        {
            FoldWaiting();
            OrderGiven order = _orders.Next(Now, author, mac, goal, armed);
            Take(order);
            return order;
        }
    }
}
