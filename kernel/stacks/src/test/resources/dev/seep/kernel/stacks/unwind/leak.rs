use std::io::Read;

struct Client {
    name: String,
}

trait Fetch {
    fn fetch(&mut self) -> usize;
}

impl Fetch for Client {
    #[inline(never)]
    fn fetch(&mut self) -> usize {
        let n = wait(&mut std::io::stdin());
        n + self.name.len()
    }
}

#[inline(never)]
fn wait<R: Read>(from: &mut R) -> usize {
    let mut buffer = [0u8; 1];
    let n = from.read(&mut buffer).unwrap_or(0);
    n + buffer[0] as usize
}

fn main() {
    let mut client = Client { name: String::from("gemini") };
    let n = client.fetch();
    println!("{}", n);
}
