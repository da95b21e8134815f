import { NothingHere } from '#app/_ui/nothing-here.tsx';

export default function StudioNotFound() {
  return (
    <div className="py-12">
      <NothingHere />
    </div>
  );
}
