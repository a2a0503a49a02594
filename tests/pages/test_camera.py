"""The inside of the camera's room, which a door page asks for."""


def test_it_comes_to_whoever_is_signed_in(tablet):
    room = tablet.get("/camera/")
    assert room.status_code == 200
    assert "zxing_reader" in room.text
    assert "<html" not in room.text


def test_nobody_else_gets_it(client):
    assert client.get("/camera/").status_code == 302


def test_it_is_only_read(tablet):
    assert tablet.post("/camera/").status_code == 405
