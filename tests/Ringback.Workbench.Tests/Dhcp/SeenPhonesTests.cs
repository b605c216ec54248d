using Ringback.Wire.Dhcp;
using Ringback.Workbench.Dhcp;

namespace Ringback.Workbench.Tests.Dhcp;

public sealed class SeenPhonesTests
{
    private readonly SeenPhones _phones = new(mostShown: 3, mostSaid: 3);

    [Fact]
    public void Any_number_that_say_they_are_phones_push_out_each_other_and_no_real_one()
    {
        _phones.Hear(Mac(1), says: true);
        _phones.Show(Mac(1));
        for (int mac = 2; mac < 1000; mac++) _phones.Hear(Mac(mac), says: true);

        Assert.Equal(4, _phones.Count);
        Assert.True(_phones.Contains(Mac(1)));
        Assert.True(_phones.Contains(Mac(999)));
        Assert.False(_phones.Contains(Mac(2)));
    }

    [Fact]
    public void Who_is_heard_of_stays()
    {
        for (int mac = 2; mac < 1000; mac++)
        {
            _phones.Hear(Mac(1), says: mac == 2);
            _phones.Hear(Mac(mac), says: true);
        }

        Assert.True(_phones.Contains(Mac(1)));
    }

    [Fact]
    public void Who_shows_itself_keeps_what_is_known_of_it()
    {
        PhoneSeen? before = _phones.Hear(Mac(1), says: true);
        Assert.True(_phones.Show(Mac(1)));
        Assert.False(_phones.Show(Mac(1)));
        Assert.Same(before, _phones.Hear(Mac(1), says: false));
    }

    [Fact]
    public void Who_says_nothing_is_no_phone() => Assert.Null(_phones.Hear(Mac(1), says: false));

    private static HardwareAddress Mac(int number) =>
        HardwareAddress.From(HardwareAddress.Ethernet, [2, 0, 0, 0, (byte)(number >> 8), (byte)number]);
}
